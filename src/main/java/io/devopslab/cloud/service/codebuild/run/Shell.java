package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.runtime.process.Output;
import io.devopslab.cloud.runtime.process.ProcessExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shell that a build's commands run in. Each command has a process of its own, so that one that ends its shell
 * does not end the build's; variables, functions, options and the directory go from one to the next through a file,
 * which makes it one shell to the commands. Used by one thread.
 */
final class Shell {

    private static final String STATE = "state";
    private static final String OPTIONS = "options";

    private final BuildEnvironment place;
    private final Workspace workspace;
    private final String program;
    private final boolean shared;
    private final Map<String, String> environment;

    /**
     * @param program what the shell is called by in its place
     * @param shared whether what one command sets is there for the next
     * @param environment the whole environment of the first command
     */
    Shell(BuildEnvironment place, Workspace workspace, String program, boolean shared, Map<String, String> environment)
            throws IOException {
        this.place = place;
        this.workspace = workspace;
        this.program = program;
        this.shared = shared;
        this.environment = Map.copyOf(environment);
        Files.writeString(control("save"), saveScript());
    }

    private Path control(String name) {
        return workspace.control().resolve(name);
    }

    /**
     * Runs a command.
     *
     * @param variables set, and exported, before the command runs, over what earlier commands set
     */
    ProcessExit run(String command, Map<String, String> variables, Output output, Duration timeout)
            throws IOException, InterruptedException {
        Files.writeString(control("command"), command + "\n");
        Files.writeString(control("run"), runScript(variables, shared));
        return run(output, timeout);
    }

    /** The text with its variables and commands replaced, as the shell would between double quotes. */
    String expand(String text, Duration timeout) throws IOException, InterruptedException {
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        return print("printf '%s' " + quoted, timeout);
    }

    /** The values that variables have now, exported or not; an empty text for those that are not set. */
    Map<String, String> values(List<String> names, Duration timeout) throws IOException, InterruptedException {
        Map<String, String> values = new HashMap<>();
        for (String name : names) {
            values.put(name, print("printf '%s' \"${" + name + "-}\"", timeout));
        }
        return values;
    }

    private String print(String command, Duration timeout) throws IOException, InterruptedException {
        Path result = control("result");
        Files.writeString(control("command"), command + " > " + quote(result) + "\n");
        Files.writeString(control("run"), runScript(Map.of(), false));
        run(Output.ignored(), timeout);
        return Files.exists(result) ? Files.readString(result) : "";
    }

    private ProcessExit run(Output output, Duration timeout) throws IOException, InterruptedException {
        List<String> arguments = List.of(program, control("run").toString());
        return place.run(workspace.source(), arguments, environment, output, timeout);
    }

    private String runScript(Map<String, String> variables, boolean saves) {
        StringBuilder script = new StringBuilder();
        if (shared) {
            script.append("[ ! -f ").append(quote(control(STATE))).append(" ] || . ");
            script.append(quote(control(STATE))).append(" 2>/dev/null\n");
            script.append("cd \"$PWD\" 2>/dev/null || cd ")
                    .append(quote(workspace.source()))
                    .append('\n');
        }
        variables.forEach((name, value) -> script.append("export ")
                .append(name)
                .append('=')
                .append(quote(value))
                .append('\n'));
        if (saves) {
            script.append("trap ").append(quote(". " + quote(control("save")))).append(" EXIT\n");
        }
        if (shared) {
            script.append("[ ! -f ").append(quote(control(OPTIONS))).append(" ] || . ");
            script.append(quote(control(OPTIONS))).append(" 2>/dev/null\n");
        }
        return script.append(". ")
                .append(quote(control("command")))
                .append('\n')
                .toString();
    }

    /** Runs when a command's shell ends, under whatever options the command has set. */
    private String saveScript() {
        String state = quote(control(STATE));
        String fresh = quote(control(STATE + ".new"));
        return "{ set +xv; } 2>/dev/null\n"
                + "set +o >| " + quote(control(OPTIONS)) + "\n"
                + "set +euC\n"
                + "{\n"
                + "  if [ -n \"${BASH_VERSION-}\" ]; then declare -p; declare -f; else set; export -p; fi\n"
                + "  printf 'umask %s\\n' \"$(umask)\"\n"
                + "} > " + fresh + " 2>/dev/null\n"
                + "mv -f " + fresh + " " + state + "\n";
    }

    private static String quote(Path path) {
        return quote(path.toString());
    }

    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
