package io.devopslab.cloud.service.codepipeline.run;

import java.util.Optional;

/**
 * What the service that does the work tells about it.
 *
 * @param id its identifier there, for example a build's
 * @param url where it can be seen
 * @param summary in a sentence
 */
public record External(Optional<String> id, Optional<String> url, Optional<String> summary) {

    public static final External NONE = new External(Optional.empty(), Optional.empty(), Optional.empty());

    public static External of(String id, String url) {
        return new External(Optional.of(id), Optional.of(url), Optional.empty());
    }

    public static External id(String id) {
        return new External(Optional.of(id), Optional.empty(), Optional.empty());
    }

    public static External summary(String summary) {
        return NONE.withSummary(summary);
    }

    public External withSummary(String newSummary) {
        return new External(id, url, Optional.of(newSummary));
    }

    /** What is told now, and before it what was told earlier and not taken back. */
    External over(External earlier) {
        return new External(id.or(earlier::id), url.or(earlier::url), summary.or(earlier::summary));
    }
}
