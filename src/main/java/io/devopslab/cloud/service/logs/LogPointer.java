package io.devopslab.cloud.service.logs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells one event of all groups; what a query gives as {@code @ptr}. It means nothing to a client. */
record LogPointer(String group, String stream, BigInteger id) {

    private static final Pattern FORM = Pattern.compile("([^:]{1,512}):([^:]{1,512}):(\\d{1,80})");

    static LogPointer to(EventReader.Located event) {
        return new LogPointer(event.stream().group(), event.stream().name(), event.id());
    }

    String text() {
        String plain = group + ":" + stream + ":" + id;
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException when it is no pointer
     */
    static LogPointer parse(String text) {
        try {
            Matcher parts = FORM.matcher(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
            if (parts.matches()) {
                return new LogPointer(parts.group(1), parts.group(2), new BigInteger(parts.group(3)));
            }
        } catch (IllegalArgumentException e) {
            // Not Base64: the same answer as for any other text.
        }
        throw LogErrors.invalid("The specified logRecordPointer is invalid.");
    }
}
