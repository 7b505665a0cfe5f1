package io.devopslab.cli.console;

/** Colours, where the terminal and the user want them. The words beside them always say the same. */
public final class Paint {

    private final boolean coloured;

    public Paint(boolean coloured) {
        this.coloured = coloured;
    }

    public String good(String text) {
        return painted("32", text);
    }

    public String bad(String text) {
        return painted("31", text);
    }

    public String unsure(String text) {
        return painted("33", text);
    }

    public String faint(String text) {
        return painted("2", text);
    }

    public String strong(String text) {
        return painted("1", text);
    }

    public String code(String text) {
        return painted("36", text);
    }

    /** What empties the screen of a terminal; nothing where there are no colours. */
    String emptyScreen() {
        return coloured ? "\u001b[H\u001b[2J" : "";
    }

    private String painted(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
