package io.devopslab.aws.shape;

/** Writes XML text. Characters that XML 1.0 cannot hold become the replacement character. */
public final class XmlText {

    private final StringBuilder text = new StringBuilder(512);

    /** Writes {@code <name>}; attributes may be given as {@code name a="b"}. */
    public XmlText open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    public XmlText close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    /** Writes an element that holds only text. */
    public XmlText element(String name, String value) {
        open(name);
        escape(value);
        return close(name);
    }

    public XmlText raw(String xml) {
        text.append(xml);
        return this;
    }

    public XmlText escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                case '\r' -> text.append("&#xD;");
                default -> text.append(isAllowed(value, i) ? c : '\uFFFD');
            }
        }
        return this;
    }

    private static boolean isAllowed(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
        }
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
