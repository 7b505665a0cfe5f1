package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of S3, small and large, replaced and deleted. */
final class ObjectWork implements Work {

    private static final String BUCKET = "killed-objects";

    private final Map<String, Memory<String>> objects = new TreeMap<>();

    ObjectWork() {
        Contents.names("object/", 8).forEach(key -> objects.put(key, new Memory<>(key)));
    }

    @Override
    public void prepare(Clients clients) {
        clients.get(S3Client.class)
                .createBucket(r -> r.bucket(BUCKET).createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    }

    @Override
    public void step(Clients clients, Random random) {
        S3Client s3 = clients.get(S3Client.class);
        String key = Contents.any(List.copyOf(objects.keySet()), random);
        Memory<String> object = objects.get(key);
        if (random.nextInt(5) == 0) {
            object.change(
                    Optional.empty(),
                    () -> s3.deleteObject(r -> r.bucket(BUCKET).key(key)));
        } else {
            String text = Contents.text(random, random.nextInt(10) == 0 ? 300_000 : random.nextInt(2_000));
            object.change(
                    Optional.of(text),
                    () -> s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(text)));
        }
    }

    @Override
    public void verify(Clients clients) {
        S3Client s3 = clients.get(S3Client.class);
        objects.forEach((key, memory) -> memory.see(Contents.unless(
                        NoSuchKeyException.class,
                        () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key)))
                .map(ObjectWork::whole)));
        List<String> present = objects.keySet().stream()
                .filter(key -> objects.get(key).known().isPresent())
                .toList();
        assertThat(s3.listObjectsV2(r -> r.bucket(BUCKET)).contents())
                .extracting(S3Object::key)
                .containsExactlyElementsOf(present);
    }

    private static String whole(ResponseBytes<GetObjectResponse> content) {
        byte[] bytes = content.asByteArray();
        assertThat((long) bytes.length).isEqualTo(content.response().contentLength());
        return content.asUtf8String();
    }
}
