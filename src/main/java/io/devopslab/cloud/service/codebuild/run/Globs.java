package io.devopslab.cloud.service.codebuild.run;

import java.util.regex.Pattern;

/**
 * The patterns of files in a buildspec: {@code *} within a name, {@code **} over any number of directories,
 * {@code ?} and {@code [a-z]}. Paths have slashes and no slash at the beginning.
 */
final class Globs {

    private Globs() {}

    static Pattern compile(String glob) {
        StringBuilder regex = new StringBuilder();
        String normal =
                glob.replaceAll("/+", "/").replaceAll("(^|/)(\\./)+", "$1").replaceAll("(\\*\\*/)+", "**/");
        int position = 0;
        while (position < normal.length()) {
            if (normal.startsWith("**/", position)) {
                regex.append("(?:[^/]+/)*");
                position += 3;
            } else if (normal.startsWith("**", position)) {
                regex.append(".*");
                position += 2;
            } else {
                position = single(normal, position, regex);
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static int single(String glob, int position, StringBuilder regex) {
        char c = glob.charAt(position);
        switch (c) {
            case '*' -> regex.append("[^/]*");
            case '?' -> regex.append("[^/]");
            case '[' -> {
                int end = glob.indexOf(']', position + 2);
                if (end > 0) {
                    regex.append(characterClass(glob.substring(position + 1, end)));
                    return end + 1;
                }
                regex.append("\\[");
            }
            default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
        return position + 1;
    }

    private static String characterClass(String content) {
        boolean negated = content.startsWith("!") || content.startsWith("^");
        String members = content.substring(negated ? 1 : 0).replaceAll("([\\\\\\[\\]&^])", "\\\\$1");
        return "(?!/)[" + (negated ? "^" : "") + members + "]";
    }

    static boolean isPattern(String glob) {
        return glob.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }
}
