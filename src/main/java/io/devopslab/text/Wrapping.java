package io.devopslab.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks prose into lines of a width. Colours take no room, and short commands in backquotes stay whole. */
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
            for (String word : words(paragraph)) {
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

    /** What is never broken: words, and short commands in backquotes, so that they can be copied. */
    private List<String> words(String paragraph) {
        List<String> plain = List.of(paragraph.split(" ", -1));
        List<String> words = new ArrayList<>();
        int next = 0;
        while (next < plain.size()) {
            int end = isHalf(plain.get(next)) ? end(plain, next) : next + 1;
            String command = String.join(" ", plain.subList(next, end));
            words.addAll(visible(command) <= width / 2 ? List.of(command) : plain.subList(next, end));
            next = end;
        }
        return words;
    }

    /** Behind the word with the other backquote; where there is none it is as any word. */
    private static int end(List<String> words, int begin) {
        for (int i = begin + 1; i < words.size(); i++) {
            if (isHalf(words.get(i))) {
                return i + 1;
            }
        }
        return begin + 1;
    }

    private static boolean isHalf(String word) {
        return word.chars().filter(letter -> letter == '`').count() % 2 == 1;
    }

    /** How many columns a text takes. */
    public static int visible(CharSequence text) {
        String plain = COLOUR.matcher(text).replaceAll("");
        return plain.codePointCount(0, plain.length());
    }
}
