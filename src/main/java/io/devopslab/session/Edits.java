package io.devopslab.session;

import io.devopslab.catalog.Step.Edit;
import io.devopslab.catalog.Step.FileStep;
import io.devopslab.check.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Changes files of the workspace. */
final class Edits {

    private final Path workspace;
    private final Values values;

    Edits(Path workspace, Values values) {
        this.workspace = workspace;
        this.values = values;
    }

    void apply(FileStep step) {
        Path file = workspace.resolve(values.text(step.path())).normalize();
        if (!file.startsWith(workspace)) {
            throw new StepFailedException(Workbench.message("step.file.outside", step.path()));
        }
        try {
            apply(step, file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be changed.", e);
        }
    }

    private void apply(FileStep step, Path file) throws IOException {
        if (step.edit() instanceof Edit.Delete) {
            Files.deleteIfExists(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (step.edit() instanceof Edit.Write write) {
            Files.writeString(file, values.text(write.text()));
        } else if (step.edit() instanceof Edit.CopyOf copy) {
            Files.copy(copy.source(), file, StandardCopyOption.REPLACE_EXISTING);
        } else if (step.edit() instanceof Edit.Replace replace) {
            String text = Files.exists(file) ? Files.readString(file) : "";
            if (!text.contains(replace.old())) {
                throw new StepFailedException(Workbench.message("step.file.no-text", step.path(), replace.old()));
            }
            Files.writeString(file, text.replace(replace.old(), values.text(replace.replacement())));
        }
    }
}
