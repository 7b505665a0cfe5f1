package io.devopslab.catalog;

import io.devopslab.catalog.yaml.Defect;
import io.devopslab.catalog.yaml.Place;
import io.devopslab.catalog.yaml.Position;
import io.devopslab.catalog.yaml.YamlDocument;
import io.devopslab.catalog.yaml.YamlSyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Reads the manifest of a lab's directory and reports all that is wrong with it at once. */
final class ManifestReader {

    private static final long LARGEST = 1024 * 1024;

    private final Path directory;
    private final Path file;

    private final Judged judged;

    /**
     * @param judged what need not be judged again
     */
    ManifestReader(Path directory, Judged judged) {
        this.directory = directory;
        this.judged = judged;
        this.file = directory.resolve(Catalog.MANIFEST);
    }

    /**
     * @throws InvalidLabException when the manifest is not valid
     */
    Lab read() {
        String text = text();
        YamlDocument document = parse(text);
        Manifest manifest = new Manifest(directory, document.root());
        boolean known = judged.knows(file, text);
        if (!known) {
            new SchemaRule().check(document);
            new NameRule(manifest).check();
            new CallRule(manifest).check();
        }
        // Files come and go without the manifest.
        new FileRule(manifest).check();
        if (!known) {
            new TextRule(manifest).check();
        }
        if (!document.defects().isEmpty()) {
            throw invalid(document.defects());
        }
        if (!known) {
            judged.remember(file, text);
        }
        return new LabMapper(directory).lab(document.root());
    }

    /**
     * Reads a few members only: whether the rest is valid is found out by whoever needs it.
     *
     * @throws InvalidLabException when the manifest is no YAML, or lacks one of them
     */
    Headline headline() {
        Place root = head(text()).root();
        Optional<String> duration = root.get("duration").optionalText();
        Place title = root.get("title");
        if (title.get("en").text().isEmpty() || title.get("vi").text().isEmpty() || duration.isEmpty()) {
            throw invalid("needs a title in en and vi and a duration.");
        }
        try {
            return new Headline(
                    directory.getFileName().toString(),
                    LabMapper.localized(title),
                    LabMapper.duration(root.get("duration")));
        } catch (DateTimeParseException e) {
            throw invalid("has '" + duration.get() + "' for a duration; write it like 90s, 10m or 1h30m.");
        }
    }

    /** How many tasks there are, valid or not. */
    int tasks() {
        return parse(text()).root().get("tasks").items().size();
    }

    /** What stands before the tasks, which are most of a manifest; the whole when that says too little by itself. */
    private YamlDocument head(String text) {
        int end = text.indexOf("\ntasks:");
        if (end > 0) {
            try {
                YamlDocument head = YamlDocument.parse(text.substring(0, end + 1));
                if (head.root().get("title").exists()
                        && head.root().get("duration").exists()) {
                    return head;
                }
            } catch (YamlSyntaxException e) {
                // What is wrong, and where, is said of the whole.
            }
        }
        return parse(text);
    }

    private YamlDocument parse(String text) {
        try {
            return YamlDocument.parse(text);
        } catch (YamlSyntaxException e) {
            throw invalid(List.of(e.defect()));
        }
    }

    private String text() {
        try {
            if (Files.size(file) > LARGEST) {
                throw invalid("is " + Files.size(file) + " bytes long; a manifest has at most " + LARGEST + ".");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("is not a text in UTF-8.");
        } catch (IOException e) {
            throw invalid("cannot be read: " + e.getMessage());
        }
    }

    private InvalidLabException invalid(String message) {
        return invalid(List.of(new Defect(new Position(1, 1), "", message)));
    }

    private InvalidLabException invalid(List<Defect> defects) {
        List<Problem> problems = defects.stream()
                .map(defect -> new Problem(
                        file, defect.position().line(), defect.position().column(), defect.path(), defect.message()))
                .toList();
        return new InvalidLabException(directory.getFileName().toString(), problems);
    }
}
