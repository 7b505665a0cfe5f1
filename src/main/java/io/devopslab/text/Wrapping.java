package io.devopslab.text;

import java.util.regex.Pattern;

/** Breaks prose into lines of a width. Colours take no room. */
public final class Wrapping {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final int width;

    public Wrapping(int width) {
        this.width = width;
    }

    /**
     * @param first what stands before the first line
     * @param rest what stands before the other lines
     */
    public String layOut(String text, String first, String rest) {
        StringBuilder all = new StringBuilder();
        String before = first;
        for (String paragraph : text.split("\n", -1)) {
            StringBuilder line = new StringBuilder(before);
            boolean empty = true;
            for (String word : paragraph.split(" ", -1)) {
                if (!empty && visible(line) + 1 + visible(word) > width) {
                    all.append(line).append('\n');
                    line = new StringBuilder(rest);
                    empty = true;
                }
                line.append(empty ? "" : " ").append(word);
                empty = false;
            }
            all.append(line).append('\n');
            before = rest;
        }
        return all.substring(0, all.length() - 1);
    }

    /** How many columns a text takes. */
    public static int visible(CharSequence text) {
        String plain = COLOUR.matcher(text).replaceAll("");
        return plain.codePointCount(0, plain.length());
    }
}
