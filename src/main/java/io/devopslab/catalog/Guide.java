package io.devopslab.catalog;

import io.devopslab.text.Language;
import java.nio.file.Path;

/** The Markdown files that lead a learner through the lab. */
public record Guide(Path en, Path vi) {

    public Path in(Language language) {
        return language == Language.VI ? vi : en;
    }
}
