package shop;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which commit this program was built from. The build writes it beside the classes. */
final class Version {

    private Version() {}

    static String commit() {
        try (InputStream file = Version.class.getResourceAsStream("/version.properties")) {
            if (file == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("commit", "unknown");
        } catch (IOException e) {
            throw new IllegalStateException("version.properties cannot be read", e);
        }
    }
}
