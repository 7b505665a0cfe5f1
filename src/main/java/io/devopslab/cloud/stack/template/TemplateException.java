package io.devopslab.cloud.stack.template;

/** A template, or the values given for it, cannot be used. The message is what CloudFormation says. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message);
    }

    /** "Template format error: …": the template's structure is wrong. */
    public static TemplateException format(String problem) {
        return new TemplateException("Template format error: " + problem);
    }

    /** "Template error: …": a function is used wrongly. */
    public static TemplateException function(String problem) {
        return new TemplateException("Template error: " + problem);
    }
}
