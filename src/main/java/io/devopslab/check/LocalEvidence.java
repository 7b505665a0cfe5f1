package io.devopslab.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Command;
import io.devopslab.catalog.HttpCall;
import io.devopslab.check.Finding.Found;
import io.devopslab.check.Finding.Refused;
import io.devopslab.check.Finding.Unknown;
import io.devopslab.text.Message;
import java.io.IOException;
import java.nio.file.Path;

/** Evidence from commands and from HTTP. */
final class LocalEvidence {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final CommandRunner commands;
    private final HttpRunner http = new HttpRunner();

    LocalEvidence(Path workspace) {
        this.commands = new CommandRunner(workspace);
    }

    Finding gather(Command command) throws InterruptedException {
        String program = command.words().get(0);
        try {
            CommandRunner.Result result = commands.run(command);
            if (result.timedOut()) {
                return new Unknown(Message.of(
                        Checker.class, "timed-out", program, command.timeout().toSeconds()));
            }
            ObjectNode document = NODES.objectNode()
                    .put("exitCode", result.exitCode())
                    .put("stdout", result.stdout())
                    .put("stderr", result.stderr());
            return new Found(document.set("json", Texts.json(result.stdout())));
        } catch (IOException e) {
            return new Unknown(Message.of(Checker.class, "not-run", program, String.valueOf(e.getMessage())));
        }
    }

    Finding gather(HttpCall call) throws InterruptedException {
        try {
            return new Found(http.send(call).document());
        } catch (IOException | IllegalArgumentException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Refused("no answer from " + call.url(), reason, 0, false);
        }
    }
}
