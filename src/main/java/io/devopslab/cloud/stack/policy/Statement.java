package io.devopslab.cloud.stack.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement of a policy. One without a resource concerns none.
 *
 * @param actions the actions that it concerns, or else does not
 * @param resources the resources that it concerns, or else does not
 * @param types the types that a resource must be of, by the operator that compares them; all when empty
 */
record Statement(boolean allows, Choice actions, Choice resources, Map<String, List<String>> types) {

    private static final Pattern ACTION = Pattern.compile("Update:(Modify|Replace|Delete|\\*)");
    private static final Pattern RESOURCE = Pattern.compile("\\*|LogicalResourceId/.+");
    private static final String EQUALS = "StringEquals";
    private static final String LIKE = "StringLike";

    /**
     * Names with stars in them.
     *
     * @param others whether all but these are meant
     */
    record Choice(List<String> names, boolean others) {

        boolean has(String name) {
            return names.stream().anyMatch(pattern -> like(pattern, name)) != others;
        }
    }

    /**
     * @throws IllegalArgumentException when it is no statement
     */
    static Statement of(JsonNode node) {
        String effect = node.path("Effect").asText();
        require(effect.equals("Allow") || effect.equals("Deny"), "The effect is neither Allow nor Deny.");
        require(texts(node.path("Principal")).equals(List.of("*")), "The principal is not *.");
        Choice actions = choice(node, "Action", "NotAction", ACTION);
        require(!actions.names().isEmpty(), "There are no actions.");
        return new Statement(
                effect.equals("Allow"),
                actions,
                choice(node, "Resource", "NotResource", RESOURCE),
                types(node.path("Condition")));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static Choice choice(JsonNode node, String these, String others, Pattern form) {
        require(!node.has(these) || !node.has(others), "There are both " + these + " and " + others + ".");
        List<String> names = texts(node.path(node.has(others) ? others : these));
        names.forEach(name -> require(form.matcher(name).matches(), "There is no " + these + " " + name + "."));
        return new Choice(names, node.has(others));
    }

    private static Map<String, List<String>> types(JsonNode condition) {
        require(condition.isMissingNode() || condition.isObject(), "The condition is no object.");
        return condition.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, operator -> {
            require(
                    operator.getKey().equals(EQUALS) || operator.getKey().equals(LIKE),
                    "There is no operator " + operator.getKey() + ".");
            require(
                    operator.getValue().size() == 1 && operator.getValue().has("ResourceType"),
                    "A condition can ask for the ResourceType alone.");
            return texts(operator.getValue().path("ResourceType"));
        }));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        } else {
            require(node.isMissingNode() || node.isArray(), "There is something that is neither a text nor a list.");
            for (JsonNode item : node) {
                require(item.isTextual(), "There is something in a list that is no text.");
                texts.add(item.asText());
            }
        }
        return List.copyOf(texts);
    }

    boolean concerns(StackPolicy.Action action, String logicalId, String type) {
        boolean typed = types.entrySet().stream().allMatch(operator -> operator.getValue().stream()
                .anyMatch(name -> operator.getKey().equals(LIKE) ? like(name, type) : name.equals(type)));
        boolean resource = !resources.names().isEmpty() && resources.has("LogicalResourceId/" + logicalId);
        return typed && resource && actions.has(action.toString());
    }

    /** What it says of actions and resources, as it is written. */
    String refusal() {
        return "does not allow " + actions.names() + " for resource " + resources.names();
    }

    private static boolean like(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        return star == pattern.length() - 1
                ? text.startsWith(pattern.substring(0, star))
                : Optional.of(pattern)
                        .map(p -> Pattern.compile(
                                "\\Q" + p.replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL))
                        .filter(p -> p.matcher(text).matches())
                        .isPresent();
    }
}
