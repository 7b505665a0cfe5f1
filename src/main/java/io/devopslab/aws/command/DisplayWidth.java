package io.devopslab.aws.command;

/** How many columns a text takes in a terminal: ideographs take two. */
final class DisplayWidth {

    private DisplayWidth() {}

    static int of(String text) {
        return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
    }

    private static boolean isWide(int point) {
        if (point < 0x1100) {
            return false;
        }
        return point <= 0x115F
                || Character.isIdeographic(point)
                || (point >= 0x3000 && point <= 0x30FF)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xFF01 && point <= 0xFF60)
                || (point >= 0x1F300 && point <= 0x1FAFF);
    }
}
