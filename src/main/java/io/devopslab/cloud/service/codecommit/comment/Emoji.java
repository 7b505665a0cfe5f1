package io.devopslab.cloud.service.codecommit.comment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The reactions to a comment; each is named by its graphic, its short code or its code point. */
enum Emoji {
    THUMBSUP(0x1F44D),
    THUMBSDOWN(0x1F44E),
    SMILE(0x1F604),
    HEART(0x2764),
    ANGRY(0x1F620),
    CONFUSED(0x1F615),
    SCREAM(0x1F631),
    SOB(0x1F62D),
    CLAP(0x1F44F),
    CONFETTI_BALL(0x1F38A),
    SHIP(0x1F6A2),
    EYES(0x1F440),
    TADA(0x1F389),
    ROCKET(0x1F680);

    private final int codePoint;

    Emoji(int codePoint) {
        this.codePoint = codePoint;
    }

    static Optional<Emoji> of(String value) {
        // A graphic may carry a variation selector, which says only how it is drawn.
        String text = value.strip().replace("\uFE0F", "");
        return Arrays.stream(values())
                .filter(emoji -> text.equals(emoji.graphic())
                        || text.equalsIgnoreCase(emoji.shortCode())
                        || text.equalsIgnoreCase(emoji.unicode()))
                .findFirst();
    }

    String graphic() {
        return Character.toString(codePoint);
    }

    String shortCode() {
        return ":" + name().toLowerCase(Locale.ROOT) + ":";
    }

    String unicode() {
        return "U+" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT);
    }
}
