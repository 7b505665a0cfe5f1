package io.devopslab.cloud.stack.intrinsic;

/**
 * The value of a parameter of SSM.
 *
 * @param value empty for a secure string, which templates do not get to see
 */
public record SsmValue(Kind kind, String value) {

    /** What SSM says that the value is. */
    public enum Kind {
        STRING,
        STRING_LIST,
        SECURE_STRING
    }
}
