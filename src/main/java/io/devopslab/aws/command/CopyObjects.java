package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Content;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationModel;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.text.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code s3 cp SOURCE TARGET}: files to S3, objects to files, objects to objects.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/reference/s3/cp.html">AWS CLI reference, s3 cp</a>
 */
final class CopyObjects implements HighLevel {

    private static final Set<String> FLAGS = Set.of("--recursive", "--quiet", "--no-progress", "--only-show-errors");

    @Override
    public Exit run(Call call) {
        Words words = Words.read(call.words(), FLAGS, Set.of("--content-type"), Set.of(), "lab aws s3 help");
        if (words.rest().size() != 2) {
            throw Usage.of("s3.two");
        }
        String from = words.rest().get(0);
        String to = words.rest().get(1);
        Optional<S3Address> source = S3Address.parse(from);
        Optional<S3Address> target = S3Address.parse(to);
        if (source.isEmpty() && target.isEmpty()) {
            throw Usage.of("s3.two");
        }
        Run run = new Run(new Operations(call.cloud().clients(call.globals().region())), words, call.screen());
        if (source.isEmpty()) {
            run.upload(call.files().path("SOURCE", from), target.get());
        } else if (target.isEmpty()) {
            run.download(source.get(), to, call.files());
        } else {
            run.copy(source.get(), target.get());
        }
        return Exit.DONE;
    }

    private record Run(Operations operations, Words words, Screen screen) {

        private boolean recursive() {
            return words.has("--recursive");
        }

        private void said(String line) {
            if (!words.has("--quiet") && !words.has("--only-show-errors")) {
                screen.print(line + "\n");
            }
        }

        void upload(Path source, S3Address target) {
            for (Path file : files(source)) {
                String name = recursive()
                        ? source.relativize(file).toString().replace('\\', '/')
                        : String.valueOf(file.getFileName());
                S3Address place = place(target, name);
                ObjectNode input = Input.of("Bucket", place.bucket(), "Key", place.key());
                words.one("--content-type").ifPresent(type -> input.put("ContentType", type));
                call("PutObject", input, new Content(Optional.of(file), Optional.empty()));
                said("upload: " + file + " to " + place);
            }
        }

        private List<Path> files(Path source) {
            if (!recursive()) {
                if (!Files.isRegularFile(source)) {
                    throw Usage.of("file.none", "SOURCE", source);
                }
                return List.of(source);
            }
            try (Stream<Path> all = Files.walk(source)) {
                return all.filter(Files::isRegularFile).sorted().toList();
            } catch (IOException e) {
                throw Usage.of("file", "SOURCE", source, String.valueOf(e.getMessage()));
            }
        }

        private S3Address place(S3Address target, String name) {
            String key = target.key();
            if (recursive()) {
                return target.with(key.isEmpty() || key.endsWith("/") ? key + name : key + "/" + name);
            }
            return key.isEmpty() || key.endsWith("/") ? target.with(key + name) : target;
        }

        void download(S3Address source, String to, ParameterFiles names) {
            Path target = names.path("TARGET", to);
            for (String key : keys(source)) {
                Path file = target;
                if (recursive()) {
                    file = inside(target, relative(source, key), key);
                } else if (to.endsWith("/") || Files.isDirectory(target)) {
                    file = inside(target, key.substring(key.lastIndexOf('/') + 1), key);
                }
                makeDirectories(file);
                ObjectNode input = Input.of("Bucket", source.bucket(), "Key", key);
                call("GetObject", input, new Content(Optional.empty(), Optional.of(file)));
                said("download: " + source.with(key) + " to " + file);
            }
        }

        /** A key may hold {@code ../}: nothing is written outside of the directory that the user named. */
        private static Path inside(Path directory, String name, String key) {
            Path root = directory.toAbsolutePath().normalize();
            Path file = root.resolve(name).normalize();
            if (name.isEmpty() || !file.startsWith(root)) {
                throw Usage.of("s3.outside", key);
            }
            return file;
        }

        private static void makeDirectories(Path file) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
            } catch (IOException e) {
                throw Usage.of("file", "TARGET", file, String.valueOf(e.getMessage()));
            }
        }

        void copy(S3Address source, S3Address target) {
            for (String key : keys(source)) {
                S3Address place =
                        place(target, recursive() ? relative(source, key) : key.substring(key.lastIndexOf('/') + 1));
                ObjectNode input = Input.of(
                        "CopySource", source.bucket() + "/" + key, "Bucket", place.bucket(), "Key", place.key());
                operations.get("s3", "CopyObject", input);
                said("copy: " + source.with(key) + " to " + place);
            }
        }

        private static String relative(S3Address source, String key) {
            String rest = key.substring(source.key().length());
            return rest.startsWith("/") ? rest.substring(1) : rest;
        }

        private List<String> keys(S3Address source) {
            if (!recursive()) {
                if (source.key().isEmpty()) {
                    throw Usage.of("s3.address", source);
                }
                return List.of(source.key());
            }
            JsonNode answer = operations
                    .callAll(
                            new OperationName("s3", "ListObjectsV2"),
                            Input.of("Bucket", source.bucket(), "Prefix", source.key()))
                    .orThrow();
            return answer.path("Contents").findValuesAsText("Key").stream()
                    .filter(key -> !key.endsWith("/"))
                    .toList();
        }

        private void call(String operation, ObjectNode input, Content content) {
            operations
                    .call(OperationModel.of(new OperationName("s3", operation)), input, content)
                    .orThrow();
        }
    }
}
