package io.devopslab.text;

import java.util.Optional;

/** Something that a person has to know: what happened, with the value that caused it, and what to do next. */
public class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final transient Message problem;
    private final transient Optional<Message> cure;

    public LabException(Exit exit, Message problem, Message cure) {
        this(exit, problem, Optional.of(cure), Optional.empty());
    }

    public LabException(Exit exit, Message problem, Optional<Message> cure, Optional<Throwable> cause) {
        super(problem + cure.map(text -> " " + text).orElse(""), cause.orElse(null));
        this.exit = exit;
        this.problem = problem;
        this.cure = cure;
    }

    /** The exit code that the command ends with. */
    public Exit exit() {
        return exit;
    }

    /** What happened. */
    public Message problem() {
        return problem;
    }

    /** What to do next. */
    public Optional<Message> cure() {
        return cure;
    }

    /** Problem and cure as one text. */
    public String in(Language language) {
        return problem.in(language) + cure.map(text -> " " + text.in(language)).orElse("");
    }
}
