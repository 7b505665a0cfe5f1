package io.devopslab.cloud.service.codepipeline.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What a source action found.
 *
 * @param id a commit, or a version of an object
 * @param change what else tells it: the date of a commit, the ETag of an object
 * @param created when it came to be
 */
public record Revision(
        String action,
        String artifact,
        String id,
        Optional<String> change,
        Optional<String> summary,
        Optional<String> url,
        Instant created) {}
