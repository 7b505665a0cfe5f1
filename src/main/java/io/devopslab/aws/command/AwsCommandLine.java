package io.devopslab.aws.command;

import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationModel;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome.Failure;
import io.devopslab.aws.UnknownNameException;
import io.devopslab.text.Exit;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a command line of the {@code aws} command: {@code SERVICE OPERATION [--option value …]}.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-commandstructure.html">Command
 *     structure</a>
 */
public final class AwsCommandLine {

    private static final Map<Integer, String> REASONS =
            Map.of(400, "Bad Request", 403, "Forbidden", 404, "Not Found", 412, "Precondition Failed");

    private final Cloud cloud;
    private final Screen screen;
    private final ParameterFiles files;
    private final HelpPages help;

    /**
     * @param directory that relative names of files start from
     */
    public AwsCommandLine(Cloud cloud, Screen screen, Path directory, Path home) {
        this.cloud = cloud;
        this.screen = screen;
        this.files = new ParameterFiles(directory, home);
        this.help = new HelpPages(screen);
    }

    /**
     * Runs the words behind {@code lab aws}.
     *
     * @return done; failed when the service said no; inconclusive when the environment is in the way
     * @throws LabException when the words are no command, or no cloud can be reached
     */
    public Exit run(List<String> line) {
        Globals globals = Globals.read(line);
        List<String> words = globals.words();
        if (words.isEmpty()) {
            throw Usage.of("no-service");
        }
        try {
            return run(globals, words);
        } catch (OperationFailedException e) {
            return failed(e.failure());
        }
    }

    private Exit run(Globals globals, List<String> words) {
        String service = words.get(0);
        if (service.equals("help")) {
            help.services();
            return Exit.DONE;
        }
        known(service);
        if (words.size() == 1) {
            throw Usage.of("no-operation", service);
        }
        String word = words.get(1);
        List<String> rest = words.subList(2, words.size());
        if (word.equals("help")) {
            help.operations(service);
            return Exit.DONE;
        }
        Optional<HighLevel> highLevel = HighLevel.of(service, word);
        if (highLevel.isPresent()) {
            return highLevel.get().run(new HighLevel.Call(rest, globals, cloud, screen, files));
        }
        OperationModel operation = operation(service, word);
        if (rest.equals(List.of("help"))) {
            help.options(operation);
        } else {
            new OperationCommand(operation, globals, files).run(rest, cloud, screen);
        }
        return Exit.DONE;
    }

    private static void known(String service) {
        if (service.startsWith("-")) {
            throw Usage.unknown("kind.option", service, List.of(), "lab aws help");
        }
        if (!Operations.services().contains(service)) {
            throw Usage.unknown("kind.service", service, Operations.services(), "lab aws help");
        }
    }

    private static OperationModel operation(String service, String word) {
        String api = service.equals("s3") ? "" : service;
        try {
            Optional<OperationModel> found = api.isEmpty() ? Optional.empty() : OperationModel.ofCommand(service, word);
            return found.orElseThrow(
                    () -> Usage.unknown("kind.operation", word, words(service), "lab aws " + service + " help"));
        } catch (UnknownNameException e) {
            throw Usage.of("service.absent", service);
        }
    }

    private static List<String> words(String service) {
        Stream<String> operations = service.equals("s3") ? Stream.empty() : OperationModel.commands(service).stream();
        return Stream.concat(HighLevel.words(service).stream(), operations).toList();
    }

    private Exit failed(Failure failure) {
        if (failure.status() == 0) {
            throw new InconclusiveException(
                    Message.of(AwsCommandLine.class, "no-answer", failure.operation(), failure.message()),
                    Message.of(AwsCommandLine.class, "no-answer.cure"));
        }
        // An answer to HEAD has no body: all that the AWS CLI knows is the status.
        boolean bare = failure.operation().operation().startsWith("Head");
        String code = bare ? String.valueOf(failure.status()) : failure.code();
        String text = bare ? REASONS.getOrDefault(failure.status(), failure.message()) : failure.message();
        screen.note("\nAn error occurred (" + code + ") when calling the "
                + failure.operation().operation() + " operation: " + text);
        return failure.kind().isEnvironment() ? Exit.INCONCLUSIVE : Exit.FAILED;
    }
}
