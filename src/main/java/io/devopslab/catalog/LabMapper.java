package io.devopslab.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.yaml.Place;
import io.devopslab.text.Localized;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the records of a manifest without defects. */
final class LabMapper {

    private final Path directory;

    LabMapper(Path directory) {
        this.directory = directory;
    }

    Lab lab(Place root) {
        StepMapper steps = new StepMapper(directory);
        CheckMapper checks = new CheckMapper();
        return new Lab(
                root.get("id").text(),
                directory,
                localized(root.get("title")),
                localized(root.get("summary")),
                root.get("session").text(),
                duration(root.get("duration")),
                duration(root.get("ttl")),
                root.get("services").texts(),
                root.get("tools").texts(),
                cost(root.get("cost").get("aws")),
                guide(root.get("guide")),
                root.get("stacks").items().stream().map(this::stack).toList(),
                steps.steps(root.get("seed")),
                root.get("workspace").get("clones").items().stream()
                        .map(LabMapper::clone)
                        .toList(),
                root.get("tasks").items().stream()
                        .map(task -> task(task, steps, checks))
                        .toList(),
                teardown(root.get("teardown")),
                traffic(root.get("traffic")));
    }

    private static Task task(Place task, StepMapper steps, CheckMapper checks) {
        return new Task(
                task.get("id").text(),
                localized(task.get("title")),
                localized(task.get("goal")),
                task.get("needs").texts(),
                task.get("checks").items().stream().map(checks::check).toList(),
                task.get("hints").items().stream()
                        .map(hint -> new Hint(localized(hint)))
                        .toList(),
                steps.steps(task.get("solution")),
                task.get("mutants").items().stream()
                        .map(mutant -> new Mutant(
                                mutant.get("id").text(),
                                mutant.get("on").text("start").equals("solution"),
                                steps.steps(mutant.get("apply")),
                                mutant.get("fails").text(),
                                mutant.get("says").text()))
                        .toList());
    }

    private static Cost cost(Place aws) {
        return new Cost(number(aws.get("estimateUsd")), number(aws.get("capUsd")));
    }

    private static BigDecimal number(Place place) {
        return place.node().decimalValue();
    }

    private Guide guide(Place guide) {
        return new Guide(
                directory.resolve(guide.get("en").text("guide.md")),
                directory.resolve(guide.get("vi").text("guide.vi.md")));
    }

    private StackSpec stack(Place stack) {
        List<String> capabilities = stack.get("capabilities").exists()
                ? stack.get("capabilities").texts()
                : List.of("CAPABILITY_NAMED_IAM");
        return new StackSpec(
                stack.get("name").text(),
                directory.resolve(stack.get("template").text()),
                textMap(stack.get("parameters")),
                capabilities);
    }

    private static CloneSpec clone(Place clone) {
        return new CloneSpec(
                clone.get("repository").text(),
                clone.get("directory").text(),
                clone.get("branch").text("main"));
    }

    private static Teardown teardown(Place teardown) {
        return new Teardown(
                teardown.get("stacks").texts(),
                teardown.get("buckets").texts(),
                teardown.get("logGroups").texts());
    }

    private static Optional<TrafficSpec> traffic(Place traffic) {
        if (!traffic.exists()) {
            return Optional.empty();
        }
        ObjectNode payload = traffic.get("payload").node() instanceof ObjectNode given
                ? given
                : JsonNodeFactory.instance.objectNode();
        return Optional.of(new TrafficSpec(
                traffic.get("function").text(),
                traffic.get("alias").text(),
                payload,
                Optional.of(traffic.get("balancer"))
                        .filter(Place::exists)
                        .map(balancer -> new TrafficSpec.Balancer(
                                balancer.get("name").text(),
                                balancer.get("path").text("/")))));
    }

    static Localized localized(Place place) {
        return new Localized(place.get("en").text(), place.get("vi").text());
    }

    static Map<String, String> textMap(Place place) {
        Map<String, String> map = new LinkedHashMap<>();
        place.members().forEach(member -> map.put(member.name(), member.value().text()));
        return map;
    }

    static Duration duration(Place place) {
        return Duration.parse("PT" + place.text().toUpperCase(java.util.Locale.ROOT));
    }

    static Duration duration(Place place, Duration fallback) {
        return place.exists() ? duration(place) : fallback;
    }
}
