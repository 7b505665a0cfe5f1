package io.devopslab.aws.command;

import java.util.Optional;

/**
 * A place in S3: {@code s3://bucket/key}.
 *
 * @param key empty for the bucket itself
 */
record S3Address(String bucket, String key) {

    private static final String SCHEME = "s3://";

    /** Empty when the word is no such place, as a file's name is. */
    static Optional<S3Address> parse(String word) {
        if (!word.startsWith(SCHEME) || word.length() == SCHEME.length()) {
            return Optional.empty();
        }
        String[] parts = word.substring(SCHEME.length()).split("/", 2);
        return parts[0].isEmpty()
                ? Optional.empty()
                : Optional.of(new S3Address(parts[0], parts.length == 2 ? parts[1] : ""));
    }

    S3Address with(String otherKey) {
        return new S3Address(bucket, otherKey);
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
