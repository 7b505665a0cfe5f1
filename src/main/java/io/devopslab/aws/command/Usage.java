package io.devopslab.aws.command;

import io.devopslab.text.Message;
import io.devopslab.text.Nearest;
import io.devopslab.text.UsageException;
import java.util.Collection;
import java.util.List;

/** What is wrong with a command line, as the exceptions that people read. */
final class Usage {

    private Usage() {}

    static UsageException of(String key, Object... arguments) {
        return new UsageException(Message.of(Usage.class, key, arguments));
    }

    /** A word that is none of the valid ones; the message offers the nearest, or says how all of them are shown. */
    static UsageException unknown(String kind, String word, Collection<String> valid, String help) {
        List<String> near = Nearest.all(word, valid, 3);
        Message problem = Message.of(Usage.class, "unknown", Message.of(Usage.class, kind), word);
        Message cure = near.isEmpty()
                ? Message.of(Usage.class, "unknown.help", help)
                : Message.of(Usage.class, "unknown.near", String.join(", ", near));
        return new UsageException(problem, cure);
    }
}
