package io.devopslab.aws;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the content that travels beside a document comes from and goes to.
 *
 * @param source the file that is sent; empty to send what stands in {@code Body}
 * @param sink the file that is written; empty to read it into {@code Body} (up to 4 MiB)
 */
public record Content(Optional<Path> source, Optional<Path> sink) {

    /** In the document. */
    public static Content inDocument() {
        return new Content(Optional.empty(), Optional.empty());
    }
}
