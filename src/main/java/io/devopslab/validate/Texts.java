package io.devopslab.validate;

import static io.devopslab.validate.Prover.message;

import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Task;
import io.devopslab.guide.CodeBlocks;
import io.devopslab.guide.GuideText;
import io.devopslab.text.Language;
import io.devopslab.text.Message;
import io.devopslab.validate.Case.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be said of a lab without running it: that its texts are whole and that there is something to prove. */
public final class Texts {

    private final Lab lab;
    private final Prover prover;

    public Texts(Lab lab, Prover prover) {
        this.lab = lab;
        this.prover = prover;
    }

    public List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(prover.run(Kind.TEXTS, "mutants", this::mutants));
        cases.add(prover.run(Kind.TEXTS, "hints", this::hints));
        cases.add(prover.run(Kind.TEXTS, "estimates", this::estimates));
        cases.add(prover.run(Kind.TEXTS, "guide/en", () -> tasks(Language.EN)));
        cases.add(prover.run(Kind.TEXTS, "guide/vi", () -> tasks(Language.VI)));
        cases.add(prover.run(Kind.TEXTS, "guide/code", this::code));
        return cases;
    }

    /** Each task has a near miss. */
    private Optional<Message> mutants() {
        return lab.tasks().stream()
                .filter(task -> task.mutants().isEmpty())
                .findFirst()
                .map(task -> message("no-mutants", task.id()));
    }

    /** No hint is empty, and none says the same as another of its task. */
    private Optional<Message> hints() {
        for (Task task : lab.tasks()) {
            Set<String> seen = new HashSet<>();
            boolean poor = task.hints().isEmpty()
                    || task.hints().stream()
                            .anyMatch(hint -> hint.text().en().isBlank()
                                    || hint.text().vi().isBlank()
                                    || !seen.add(hint.text().en().strip()));
            if (poor) {
                return Optional.of(message("poor-hints", task.id()));
            }
        }
        return Optional.empty();
    }

    private Optional<Message> estimates() {
        boolean costs = lab.cost().estimate().signum() >= 0
                && lab.cost().cap().compareTo(lab.cost().estimate()) >= 0
                && lab.cost().cap().signum() > 0;
        return !lab.duration().isZero()
                        && !lab.duration().isNegative()
                        && lab.ttl().compareTo(lab.duration()) >= 0
                        && costs
                ? Optional.empty()
                : Optional.of(message("no-estimate", lab.duration(), lab.ttl(), lab.cost()));
    }

    /** The guide has a part for each task, in the order of the tasks, and none for others. */
    private Optional<Message> tasks(Language language) {
        List<String> wanted = lab.tasks().stream().map(Task::id).toList();
        List<String> found = guide(language).tasks();
        return found.equals(wanted)
                ? Optional.empty()
                : Optional.of(message("guide-tasks", String.join(", ", found), String.join(", ", wanted)));
    }

    /** What is typed is the same in both languages. */
    private Optional<Message> code() {
        List<String> english = CodeBlocks.in(guide(Language.EN).markdown());
        List<String> vietnamese = CodeBlocks.in(guide(Language.VI).markdown());
        for (int i = 0; i < Math.max(english.size(), vietnamese.size()); i++) {
            String one = i < english.size() ? english.get(i) : "";
            String other = i < vietnamese.size() ? vietnamese.get(i) : "";
            if (!one.equals(other)) {
                return Optional.of(message("guide-code", i + 1, one.strip(), other.strip()));
            }
        }
        return Optional.empty();
    }

    private GuideText guide(Language language) {
        try {
            return new GuideText(Files.readString(lab.guide().in(language), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The guide " + lab.guide().in(language) + " cannot be read.", e);
        }
    }
}
