package io.devopslab.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.aws.Input;
import io.devopslab.aws.OperationFailedException;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.session.stack.StackResource;
import io.devopslab.session.stack.Stacks;
import io.devopslab.session.teardown.TaggedResources;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What carries a session's tag in a cloud: stacks, users, and what else the tagging service knows (IAM's users and roles are not
 * among that: Resource Groups Tagging API, "Services that support it"). Whoever may tag things in the account writes these tags, so
 * they are taken for what they are, and become neither paths nor commands unseen.
 */
final class Traces {

    private static final String USER = "AWS::IAM::User";

    /** The ids of labs and sessions; each also becomes the name of a directory. */
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})");

    private final Operations operations;
    private final Stacks stacks;
    private final Map<String, Builder> found = new LinkedHashMap<>();

    Traces(Operations operations, Stacks stacks) {
        this.operations = operations;
        this.stacks = stacks;
    }

    /** What is being gathered of a session. */
    private static final class Builder {
        private String lab = "";
        private Optional<Instant> expires = Optional.empty();
        private boolean timeless;
        private final List<StackResource> resources = new ArrayList<>();

        void add(StackResource resource, Map<String, String> tags) {
            resources.add(resource);
            lab = lab.isEmpty() ? id(tags.getOrDefault(Workbench.LAB_TAG, "")) : lab;
            Optional<Instant> end = instant(tags.getOrDefault(Workbench.EXPIRES_TAG, ""));
            timeless |= end.isEmpty();
            expires = end.filter(it -> expires.isEmpty() || it.isAfter(expires.get()))
                    .or(() -> expires);
        }

        Trace trace(String session) {
            return new Trace(session, lab, timeless ? Optional.empty() : expires, resources);
        }
    }

    private static String id(String value) {
        return ID.matcher(value).matches() ? value : "";
    }

    private static Optional<Instant> instant(String value) {
        try {
            return Optional.of(Instant.parse(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * All traces, by the ids of their sessions.
     *
     * @throws OperationFailedException when a service does not answer
     */
    Map<String, Trace> bySession() {
        found.clear();
        stacks.tagged(Workbench.TAG)
                .forEach(stack -> add(new StackResource(Stopping.STACK, stack.name()), stack.tags()));
        users();
        new TaggedResources(operations).outsideStacks(Workbench.TAG).forEach(this::add);
        Map<String, Trace> traces = new LinkedHashMap<>();
        found.forEach((session, builder) -> traces.put(session, builder.trace(session)));
        return traces;
    }

    private void add(StackResource resource, Map<String, String> tags) {
        String session = id(tags.getOrDefault(Workbench.TAG, ""));
        if (!session.isEmpty()) {
            found.computeIfAbsent(session, id -> new Builder()).add(resource, tags);
        }
    }

    private void users() {
        Outcome users = operations.callAll(new OperationName("iam", "ListUsers"), Input.of());
        users.orThrow().path("Users").forEach(user -> {
            String name = user.path("UserName").asText();
            Outcome tags = operations.callAll(new OperationName("iam", "ListUserTags"), Input.of("UserName", name));
            if (tags instanceof Outcome.Answer answer) {
                add(new StackResource(USER, name), map(answer.output().path("Tags")));
            }
        });
    }

    private static Map<String, String> map(JsonNode tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return map;
    }
}
