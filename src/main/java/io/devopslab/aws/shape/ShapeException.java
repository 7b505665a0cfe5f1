package io.devopslab.aws.shape;

/** A document does not have the shape of the object that was to be read from it. */
public final class ShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path where in the document, for example {@code stages[0].name}; empty for the document itself
     * @param problem what is wrong there, as a sentence's end: "is a list; an object is expected"
     */
    public ShapeException(String path, String problem) {
        super((path.isEmpty() ? "The document" : "'" + path + "'") + " " + problem);
        this.path = path;
    }

    public String path() {
        return path;
    }
}
