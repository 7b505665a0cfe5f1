package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.CommandNames;
import io.devopslab.aws.Content;
import io.devopslab.aws.OperationModel;
import io.devopslab.aws.OperationModel.MemberProblem;
import io.devopslab.aws.Operations;
import io.devopslab.aws.shape.ShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;

/** One operation as a command: {@code codepipeline get-pipeline-state --name cicd}. */
final class OperationCommand {

    private static final String INPUT = "--cli-input-json";
    private static final String BODY = "--body";
    private static final String CODE = "--zip-file";

    /** Beside what streams by the SDK's model: the command writes a function's answer to a file too. */
    private static final String INVOKE = "lambda:Invoke";

    private final OperationModel operation;
    private final Globals globals;
    private final ParameterFiles files;
    private final Options options;
    private final Optional<PageModel> pages;
    private final String help;

    OperationCommand(OperationModel operation, Globals globals, ParameterFiles files) {
        this.operation = operation;
        this.globals = globals;
        this.files = files;
        this.options = new Options(operation);
        this.pages = PageModel.of(operation).filter(model -> globals.paginate());
        this.help = "lab aws " + operation.name().service() + " "
                + CommandNames.of(operation.name().operation()) + " help";
    }

    void run(List<String> words, Cloud cloud, Screen screen) {
        Arguments arguments = Arguments.read(words, options, more(), help);
        ObjectNode input = input(arguments);
        Content content = content(arguments);
        check(input);
        Printer printer = new Printer(
                screen,
                globals.output(),
                new Query(globals.query()),
                operation.name().operation());
        Optional<PageModel> turned = pages.filter(model -> !model.byHand(arguments));
        Optional<Integer> most = number(arguments, "--max-items");
        Operations operations = Operations.ofTheCommand(cloud.clients(globals.region()));
        if (turned.isEmpty()) {
            ObjectNode answer = call(operations, input, content);
            printer.print(received(answer, arguments));
            return;
        }
        number(arguments, "--page-size")
                .ifPresent(size -> turned.get().limit().ifPresent(member -> input.put(member, size)));
        PageToken start = arguments
                .one("--starting-token")
                .map(token -> PageToken.read(token, turned.get().inputs()))
                .orElse(PageToken.first());
        Pages all = new Pages(turned.get(), most);
        printer.print(all, all.all(input, start, page -> call(operations, page, content)));
    }

    private Set<String> more() {
        Set<String> more = new TreeSet<>(Set.of(INPUT));
        if (pages.isPresent()) {
            more.addAll(Set.of("--max-items", "--page-size", "--starting-token"));
        }
        if (operation.name().toString().equals("lambda:CreateFunction")) {
            more.add(CODE);
        }
        if (operation.sendsStream()) {
            more.add(BODY);
        }
        return more;
    }

    private boolean writesFile() {
        return operation.answersStream() || operation.name().toString().equals(INVOKE);
    }

    private ObjectNode call(Operations operations, ObjectNode input, Content content) {
        try {
            return NestedDocuments.opened(
                    operation.name(), operations.call(operation, input, content).orThrow());
        } catch (ShapeException e) {
            throw Usage.of("shape", e.sentence());
        }
    }

    private ObjectNode input(Arguments arguments) {
        ParameterValues values = new ParameterValues(files, globals.rawBlobs());
        ObjectNode input = arguments
                .one(INPUT)
                .map(text -> document(values, text))
                .orElseGet(() -> JsonNodeFactory.instance.objectNode());
        arguments.options().forEach((name, words) -> {
            Optional<SdkField<?>> denied = options.member(name).isPresent() ? Optional.empty() : options.denied(name);
            denied.ifPresent(member -> input.put(member.memberName(), false));
            options.member(name)
                    .filter(member -> !more().contains(name))
                    .ifPresent(member -> input.set(member.memberName(), value(values, name, member, words)));
        });
        arguments.one(CODE).filter(path -> more().contains(CODE)).ifPresent(path -> input.withObject("/Code")
                .put("ZipFile", zip(path)));
        return input;
    }

    private ObjectNode document(ParameterValues values, String text) {
        JsonNode document = values.json(INPUT, files.text(INPUT, text));
        if (!(document instanceof ObjectNode object)) {
            throw Usage.of("json", INPUT, "", text);
        }
        operation.input().stream()
                .filter(member -> object.has(member.memberName()))
                .forEach(member -> object.set(
                        member.memberName(), values.encoded(INPUT, object.get(member.memberName()), member)));
        return object;
    }

    private static JsonNode value(ParameterValues values, String name, SdkField<?> member, List<String> words) {
        if (words.isEmpty() && Options.isFlag(member)) {
            return JsonNodeFactory.instance.booleanNode(true);
        }
        return words.isEmpty() ? JsonNodeFactory.instance.arrayNode() : values.value(name, member, words);
    }

    private String zip(String path) {
        if (!ParameterFiles.isBytes(path)) {
            throw Usage.of("zip-file", path);
        }
        return Base64.getEncoder().encodeToString(files.bytes(CODE, path));
    }

    private Content content(Arguments arguments) {
        int wanted = writesFile() ? 1 : 0;
        if (arguments.files().size() > wanted) {
            throw Usage.of("too-many", arguments.files().get(wanted), help);
        }
        if (arguments.files().size() < wanted) {
            throw Usage.of("outfile", help);
        }
        Optional<Path> sink = arguments.files().stream().findFirst().map(name -> files.path("outfile", name));
        return new Content(sent(arguments), operation.answersStream() ? sink : Optional.empty());
    }

    /** S3's {@code --body} names a file. */
    private Optional<Path> sent(Arguments arguments) {
        Optional<Path> source =
                arguments.one(BODY).filter(name -> operation.sendsStream()).map(name -> files.path(BODY, name));
        source.filter(file -> !Files.isRegularFile(file)).ifPresent(file -> {
            throw Usage.of("file.none", BODY, file);
        });
        return source;
    }

    private void check(ObjectNode input) {
        List<MemberProblem> problems = operation.problems(input);
        if (!problems.isEmpty()) {
            throw Usage.of(
                    "shape", problems.get(0).path() + ": " + problems.get(0).problem());
        }
        List<String> missing = new ArrayList<>();
        operation.input().stream()
                .filter(member -> Options.isRequired(member) && !input.has(member.memberName()))
                .forEach(member -> options.option(member.memberName()).ifPresent(missing::add));
        if (!missing.isEmpty()) {
            throw Usage.of("required", String.join(", ", missing), help);
        }
    }

    /** The answer without what was written to the file that the user named. */
    private ObjectNode received(ObjectNode answer, Arguments arguments) {
        if (!operation.name().toString().equals(INVOKE)) {
            return answer;
        }
        Path file = files.path("outfile", arguments.files().get(0));
        JsonNode payload = answer.remove("Payload");
        try {
            Files.write(file, Base64.getDecoder().decode(payload == null ? "" : payload.asText()));
        } catch (IOException e) {
            throw Usage.of("file", "outfile", file, String.valueOf(e.getMessage()));
        }
        return answer;
    }

    private static Optional<Integer> number(Arguments arguments, String option) {
        return arguments.one(option).map(text -> {
            if (!text.matches("[1-9]\\d{0,8}")) {
                throw Usage.of("number", option, text);
            }
            return Integer.valueOf(text);
        });
    }
}
