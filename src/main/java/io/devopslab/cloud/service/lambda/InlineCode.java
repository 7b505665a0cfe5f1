package io.devopslab.cloud.service.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Code that stands in a template (CloudFormation Template Reference, {@code AWS::Lambda::Function Code},
 * {@code ZipFile}): it becomes the file {@code index}, beside the module for custom resources if it uses that.
 */
final class InlineCode {

    private InlineCode() {}

    /** The same source gives the same archive, so that an unchanged template changes no code. */
    static SdkBytes zip(String source, String runtime) {
        if (runtime.startsWith("python")) {
            return zip("index.py", source, "cfnresponse.py");
        }
        if (runtime.startsWith("nodejs")) {
            return zip("index.js", source, "cfn-response.js");
        }
        throw new IllegalArgumentException(
                "ZipFile can only be used when Runtime is set to a nodejs or python one, not " + runtime + ".");
    }

    private static SdkBytes zip(String file, String source, String module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, file, source.getBytes(StandardCharsets.UTF_8));
            String name = module.substring(0, module.lastIndexOf('.'));
            if (source.contains(name)) {
                String path = module.endsWith(".js") ? "node_modules/" + module : module;
                put(zip, path, resource(module));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The inline code cannot be packed.", e);
        }
        return SdkBytes.fromByteArrayUnsafe(bytes.toByteArray());
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream content = InlineCode.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IOException("The program's own file " + name + " is missing.");
            }
            return content.readAllBytes();
        }
    }
}
