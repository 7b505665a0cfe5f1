package io.devopslab.session;

import io.devopslab.check.Report;
import io.devopslab.text.Message;
import java.util.List;

/**
 * @param solved the tasks that were solved now, by their ids
 * @param skipped the tasks that passed already
 * @param report the checks of all tasks asked for, after the work
 * @param notes what the learner has to know, for example that a clone was left alone
 */
public record SolveResult(List<String> solved, List<String> skipped, Report report, List<Message> notes) {

    public SolveResult {
        solved = List.copyOf(solved);
        skipped = List.copyOf(skipped);
        notes = List.copyOf(notes);
    }
}
