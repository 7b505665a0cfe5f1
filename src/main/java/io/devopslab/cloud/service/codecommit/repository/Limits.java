package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Errors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.InvalidMaxResultsException;

/** How much a request may ask for. */
public final class Limits {

    private Limits() {}

    /** The size of a page: what was asked for, or {@code most} when nothing or more was. */
    public static int pageSize(@Nullable Integer asked, int most) {
        if (asked == null) {
            return most;
        }
        if (asked < 1) {
            throw Errors.of(
                    InvalidMaxResultsException.builder(), "The specified number of maximum results is not valid.");
        }
        return Math.min(asked, most);
    }
}
