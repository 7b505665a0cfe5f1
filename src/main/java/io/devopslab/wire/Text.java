package io.devopslab.wire;

/** Text that goes into a reply's head. */
final class Text {

    private Text() {}

    /** A header's value without what would end the line; other control characters become spaces, too. */
    static String header(String value) {
        StringBuilder safe = new StringBuilder(value.length());
        value.chars().forEach(c -> safe.append(c < ' ' || c == 127 ? ' ' : (char) c));
        return safe.toString();
    }
}
