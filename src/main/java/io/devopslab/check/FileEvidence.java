package io.devopslab.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.check.Finding.Found;
import io.devopslab.check.Finding.Unknown;
import io.devopslab.text.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Evidence from a file of the workspace. */
final class FileEvidence {

    private static final long LARGEST = 4 * 1024 * 1024;

    private FileEvidence() {}

    static Finding gather(Path file) {
        try {
            return new Found(document(file));
        } catch (IOException e) {
            return new Unknown(Message.of(Checker.class, "unreadable", file, String.valueOf(e.getMessage())));
        }
    }

    static ObjectNode document(Path file) throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        if (!Files.isRegularFile(file)) {
            document.put("exists", false).putNull("text").putNull("json");
            return document;
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException("larger than " + LARGEST + " bytes");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        document.put("exists", true).put("text", text).set("json", Texts.json(text));
        return document;
    }
}
