package io.devopslab.wire.http;

/** The request gets an answer that no service gave. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String answer;

    /**
     * @param message the answer's, as AWS words it
     */
    public WireException(Problem problem, String message) {
        super(message);
        this.problem = problem;
        this.answer = message;
    }

    /** The answer's message. */
    public String answer() {
        return answer;
    }

    public Problem problem() {
        return problem;
    }
}
