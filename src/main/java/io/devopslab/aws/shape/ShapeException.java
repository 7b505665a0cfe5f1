package io.devopslab.aws.shape;

/** A document does not have the shape of the object that was to be read from it. */
public final class ShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String sentence;

    /**
     * @param path where in the document, for example {@code stages[0].name}; empty for the document itself
     * @param problem what is wrong there, as a sentence's end: "is a list; an object is expected"
     */
    public ShapeException(String path, String problem) {
        super(sentence(path, problem));
        this.path = path;
        this.sentence = sentence(path, problem);
    }

    private static String sentence(String path, String problem) {
        return (path.isEmpty() ? "The document" : "'" + path + "'") + " " + problem;
    }

    /** Where, and what is wrong. */
    public String sentence() {
        return sentence;
    }

    public String path() {
        return path;
    }
}
