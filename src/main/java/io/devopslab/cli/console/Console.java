package io.devopslab.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.text.Language;
import io.devopslab.text.Message;
import io.devopslab.text.Wrapping;
import java.io.PrintStream;

/**
 * Where a command writes: results to standard output, narration to standard error. With {@code --json} the only
 * result is one document, whose {@code schemaVersion} changes when a reader would have to.
 */
public final class Console {

    /** The version of the documents that {@code --json} prints. */
    public static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** How many columns lines take, whatever the terminal has. */
    public static final int WIDTH = 80;

    private static final Wrapping PROSE = new Wrapping(WIDTH);

    private final PrintStream out;
    private final PrintStream err;
    private final Paint paint;
    private final boolean json;
    private final Language language;

    public Console(PrintStream out, PrintStream err, Paint paint, boolean json, Language language) {
        this.out = out;
        this.err = err;
        this.paint = paint;
        this.json = json;
        this.language = language;
    }

    /** A line of the result, for people. Left out with {@code --json}. */
    public void line(String text) {
        if (!json) {
            out.println(text);
        }
    }

    /** A paragraph of the result, in the reader's language. */
    public void line(Message message) {
        prose(message.in(language), "");
    }

    /** A paragraph of the result, each line of it behind {@code indent}. Left out with {@code --json}. */
    public void prose(String text, String indent) {
        line(PROSE.layOut(text, indent, indent));
    }

    /** An empty line of the result. */
    public void gap() {
        line("");
    }

    /** Begins a result that takes the place of the one before on a terminal; elsewhere it stands below it. */
    public void freshScreen() {
        if (paint.emptyScreen().isEmpty()) {
            gap();
        } else if (!json) {
            raw(paint.emptyScreen());
        }
    }

    /** The result, for programs. Left out without {@code --json}. */
    public void document(ObjectNode document) {
        if (json) {
            out.println(pretty(versioned(document)));
        }
    }

    /** Text that is the result in itself, whatever the format: a script to evaluate, a document that was asked for. */
    public void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** A line of narration. */
    public void note(String text) {
        err.println(text);
    }

    /** A line of narration, in the reader's language. */
    public void note(Message message) {
        note(PROSE.layOut(message.in(language), "", ""));
    }

    /** What went wrong; with {@code --json} as a document too, so that a program never reads an empty answer. */
    public void error(String message, int exitCode) {
        err.println(PROSE.layOut(paint.bad("lab: ") + message, "", "  "));
        ObjectNode document = JSON.createObjectNode();
        document.putObject("error").put("message", message).put("exitCode", exitCode);
        document(document);
    }

    public Paint paint() {
        return paint;
    }

    public Language language() {
        return language;
    }

    public boolean isJson() {
        return json;
    }

    /** A new, empty document for {@link #document}. */
    public static ObjectNode newDocument() {
        return JSON.createObjectNode();
    }

    /** One of many results, for programs: a document in one line. Left out without {@code --json}. */
    public void lineDocument(ObjectNode document) {
        if (json) {
            raw(versioned(document) + "\n");
        }
    }

    private static ObjectNode versioned(ObjectNode document) {
        ObjectNode versioned = JSON.createObjectNode().put("schemaVersion", SCHEMA_VERSION);
        return versioned.setAll(document);
    }

    private static String pretty(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can always be written.", e);
        }
    }
}
