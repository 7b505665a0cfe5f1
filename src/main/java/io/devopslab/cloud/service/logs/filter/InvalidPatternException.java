package io.devopslab.cloud.service.logs.filter;

/** A filter pattern that says nothing, or more than a search may cost. */
public final class InvalidPatternException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidPatternException(String message) {
        super(message);
    }

    static InvalidPatternException characters(String characters) {
        return new InvalidPatternException("Invalid character(s) in term '" + characters + "'");
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
