package io.devopslab.aws;

import io.devopslab.text.Nearest;
import java.util.Collection;
import java.util.Optional;

/** A service, an operation or a member of its input that AWS does not have; the message offers the nearest word. */
public final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownNameException(String message) {
        super(message);
    }

    static UnknownNameException of(String kind, String word, Collection<String> valid) {
        Optional<String> nearest = Nearest.to(word, valid);
        return new UnknownNameException("There is no " + kind + " '" + word + "'"
                + nearest.map(n -> "; did you mean '" + n + "'?").orElse("."));
    }
}
