package io.devopslab.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.session.ledger.Entry;
import java.util.List;
import java.util.Set;

/**
 * What a command's lines of a ledger say, each counted once: a command that goes on behind a kill writes some again.
 * Until when the lab may run is no part of it, for that is new with each command.
 */
final class Facts {

    private static final String EXTENDED = "extended";
    private static final Set<String> TIMES = Set.of("expires", "ttl");

    private Facts() {}

    /**
     * @param entries of the whole ledger
     * @param before how many of them were there before the command
     */
    static int count(List<Entry> entries, int before) {
        return (int) entries.stream()
                .skip(before)
                .filter(entry -> !entry.event().equals(EXTENDED))
                .map(entry -> {
                    ObjectNode data = entry.data().deepCopy();
                    data.remove(TIMES);
                    return entry.event() + data;
                })
                .distinct()
                .count();
    }
}
