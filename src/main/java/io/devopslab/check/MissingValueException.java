package io.devopslab.check;

/** A placeholder stands for something that an earlier call was to give and did not. */
public final class MissingValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingValueException(String placeholder) {
        super("${" + placeholder + "} has no value.");
    }
}
