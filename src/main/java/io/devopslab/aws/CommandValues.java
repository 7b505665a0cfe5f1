package io.devopslab.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Values as version 2 of the {@code aws} command has them: blobs are Base64, times have an offset. */
final class CommandValues implements Values {

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter FRACTION = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    @Override
    public JsonNode blobToWire(JsonNode given) {
        return given;
    }

    @Override
    public JsonNode blob(String base64, boolean payload) {
        return JsonNodeFactory.instance.textNode(base64);
    }

    /** In UTC and with microseconds where there are any. */
    @Override
    public JsonNode time(String iso) {
        OffsetDateTime time =
                OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        DateTimeFormatter form = time.getNano() == 0 ? WHOLE : FRACTION;
        return JsonNodeFactory.instance.textNode(form.format(time));
    }
}
