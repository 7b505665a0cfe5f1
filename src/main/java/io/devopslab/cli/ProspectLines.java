package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cli.console.Console;
import io.devopslab.session.Prospect;
import io.devopslab.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What could be done of the labs on a target: for people, for programs, and as a page of the documentation. */
final class ProspectLines {

    private final Console console;
    private final String software;

    /**
     * @param software what the target says that it is
     */
    ProspectLines(Console console, String software) {
        this.console = console;
        this.software = software;
    }

    void print(Prospect prospect) {
        int all = prospect.lab().tasks().size();
        console.line(String.format(Locale.ROOT, "%-10s ", prospect.lab().id())
                + Message.of(ProspectLines.class, "list.carried", prospect.carried(), all)
                        .in(console.language()));
        if (!prospect.lacks().isEmpty()) {
            console.prose(
                    Message.of(ProspectLines.class, "list.lacks", String.join(", ", prospect.lacks()))
                            .in(console.language()),
                    "           ");
        }
    }

    void add(Prospect prospect, ArrayNode rows) {
        ObjectNode row = rows.addObject()
                .put("id", prospect.lab().id())
                .put("tasks", prospect.lab().tasks().size())
                .put("carried", prospect.carried());
        prospect.lacks().forEach(row.putArray("lacks")::add);
        ObjectNode obstacles = row.putObject("obstacles");
        prospect.obstacles().forEach((task, reason) -> obstacles.put(task, reason.in(console.language())));
    }

    /** The rows of a table, below a line that says of what and when. */
    List<String> markdown(List<Prospect> prospects, LocalDate today) {
        List<String> lines = new ArrayList<>();
        lines.add(software + ", asked on " + today + ":");
        lines.add("");
        lines.add("| lab | tasks that can be done | what is lacking |");
        lines.add("|---|---|---|");
        prospects.forEach(prospect -> lines.add("| " + prospect.lab().id() + " | " + prospect.carried() + " of "
                + prospect.lab().tasks().size() + " | "
                + (prospect.lacks().isEmpty() ? "nothing" : String.join(", ", prospect.lacks())) + " |"));
        return lines;
    }
}
