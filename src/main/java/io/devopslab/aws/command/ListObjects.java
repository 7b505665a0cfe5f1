package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.text.Exit;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/**
 * {@code s3 ls}: the buckets, or what a bucket has at a place.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/reference/s3/ls.html">AWS CLI reference, s3 ls</a>
 */
final class ListObjects implements HighLevel {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @Override
    public Exit run(Call call) {
        Words words =
                Words.read(call.words(), Set.of("--recursive", "--summarize"), Set.of(), Set.of(), "lab aws s3 help");
        Operations operations =
                new Operations(call.cloud().clients(call.globals().region()));
        if (words.rest().isEmpty()) {
            buckets(operations, call.screen());
            return Exit.DONE;
        }
        String place = words.rest().get(0);
        S3Address address = S3Address.parse(place.startsWith("s3://") ? place : "s3://" + place)
                .orElseThrow(() -> Usage.of("s3.address", place));
        return objects(operations, address, words, call.screen());
    }

    private static void buckets(Operations operations, Screen screen) {
        JsonNode answer = operations.get("s3", "ListBuckets", Input.of());
        answer.path("Buckets")
                .forEach(bucket -> screen.print(time(bucket.path("CreationDate")) + " "
                        + bucket.path("Name").asText() + "\n"));
    }

    private static Exit objects(Operations operations, S3Address address, Words words, Screen screen) {
        boolean recursive = words.has("--recursive");
        ObjectNode input = Input.of("Bucket", address.bucket(), "Prefix", address.key());
        if (!recursive) {
            input.put("Delimiter", "/");
        }
        JsonNode answer = operations
                .callAll(new OperationName("s3", "ListObjectsV2"), input)
                .orThrow();
        int begin = recursive ? 0 : address.key().lastIndexOf('/') + 1;
        answer.path("CommonPrefixes")
                .forEach(prefix -> screen.print(String.format(
                        "%30s %s%n", "PRE", prefix.path("Prefix").asText().substring(begin))));
        long size = 0;
        for (JsonNode object : answer.path("Contents")) {
            size += object.path("Size").asLong();
            screen.print(String.format(
                    "%s %10d %s%n",
                    time(object.path("LastModified")),
                    object.path("Size").asLong(),
                    object.path("Key").asText().substring(begin)));
        }
        int count = answer.path("Contents").size();
        if (words.has("--summarize")) {
            screen.print("\nTotal Objects: " + count + "\n   Total Size: " + size + "\n");
        }
        boolean nothing = count == 0
                && answer.path("CommonPrefixes").isEmpty()
                && !address.key().isEmpty();
        return nothing ? Exit.FAILED : Exit.DONE;
    }

    private static String time(JsonNode iso) {
        return TIME.format(OffsetDateTime.parse(iso.asText()).withOffsetSameInstant(ZoneOffset.UTC));
    }
}
