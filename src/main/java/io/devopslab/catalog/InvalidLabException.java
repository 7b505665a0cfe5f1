package io.devopslab.catalog;

import io.devopslab.text.Exit;
import io.devopslab.text.LabException;
import io.devopslab.text.Message;
import java.util.List;
import java.util.stream.Collectors;

/** A lab's manifest is not valid (exit code 6); all that is wrong is reported together. */
public final class InvalidLabException extends LabException {

    private static final long serialVersionUID = 1L;

    private final String lab;
    private final transient List<Problem> problems;

    public InvalidLabException(String lab, List<Problem> problems) {
        super(
                Exit.INVALID_LAB,
                Message.of(InvalidLabException.class, "invalid", lab, lines(problems)),
                Message.of(InvalidLabException.class, "invalid.cure"));
        this.lab = lab;
        this.problems = List.copyOf(problems);
    }

    private static String lines(List<Problem> problems) {
        return problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()) + "\n";
    }

    public String lab() {
        return lab;
    }

    public List<Problem> problems() {
        return problems;
    }
}
