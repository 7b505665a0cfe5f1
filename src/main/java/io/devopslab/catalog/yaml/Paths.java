package io.devopslab.catalog.yaml;

import java.util.regex.Pattern;

/** Paths as people read them: {@code tasks[0].checks[1].expect}. */
public final class Paths {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private Paths() {}

    public static String member(String path, String name) {
        if (!PLAIN.matcher(name).matches()) {
            return path + "['" + name + "']";
        }
        return path.isEmpty() ? name : path + "." + name;
    }

    public static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    static String parent(String path) {
        if (path.endsWith("']")) {
            return path.substring(0, path.lastIndexOf("['"));
        }
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
