package io.devopslab.aws.command;

import io.devopslab.text.Exit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A command that is more than one operation. */
interface HighLevel {

    /**
     * @param words what stands behind the command's name
     */
    record Call(List<String> words, Globals globals, Cloud cloud, Screen screen, ParameterFiles files) {}

    Exit run(Call call);

    /** The commands by their names, service first. */
    private static Map<String, HighLevel> all() {
        return new TreeMap<>(
                Map.of("logs tail", new LogsTail(), "s3 ls", new ListObjects(), "s3 cp", new CopyObjects()));
    }

    static Optional<HighLevel> of(String service, String word) {
        return Optional.ofNullable(all().get(service + " " + word));
    }

    /** The commands of a service. */
    static List<String> words(String service) {
        return all().keySet().stream()
                .filter(name -> name.startsWith(service + " "))
                .map(name -> name.substring(service.length() + 1))
                .toList();
    }
}
