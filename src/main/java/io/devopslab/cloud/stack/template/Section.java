package io.devopslab.cloud.stack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** An object of a template, read member by member; what has the wrong type is named with its path. */
record Section(String path, ObjectNode node) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]+");

    /** The members that are not in {@code known}, in their order. */
    List<String> unknown(Set<String> known) {
        List<String> unknown = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(name);
            }
        });
        return unknown;
    }

    boolean has(String member) {
        return node.has(member);
    }

    /** The member, which must be an object; an empty one when it is absent. */
    Section object(String member) {
        JsonNode value = node.get(member);
        if (value == null) {
            return new Section(at(member), JsonNodeFactory.instance.objectNode());
        }
        if (!(value instanceof ObjectNode object)) {
            throw wrong(member, "an object");
        }
        return new Section(at(member), object);
    }

    /** The member as text; numbers and booleans count as their text. */
    Optional<String> text(String member) {
        JsonNode value = node.get(member);
        if (value != null && value.isContainerNode()) {
            throw wrong(member, "a string");
        }
        return Optional.ofNullable(value).map(JsonNode::asText);
    }

    /** The texts of the member, which must be a list of scalars. */
    List<String> texts(String member) {
        JsonNode value = node.path(member);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(member, "a list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            if (each.isContainerNode()) {
                throw wrong(member, "a list of strings");
            }
            texts.add(each.asText());
        }
        return texts;
    }

    Optional<BigDecimal> number(String member) {
        try {
            return text(member).map(BigDecimal::new);
        } catch (NumberFormatException e) {
            throw wrong(member, "a number");
        }
    }

    Optional<Integer> length(String member) {
        try {
            return text(member).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw wrong(member, "an integer");
        }
    }

    boolean flag(String member) {
        return text(member).map(Boolean::parseBoolean).orElse(false);
    }

    /** Reads each member, which must be an object with an alphanumeric name, in the order of the template. */
    <T> Map<String, T> members(String kind, int limit, BiFunction<String, Section, T> read) {
        if (node.size() > limit) {
            throw TemplateException.format("Number of " + kind.toLowerCase(java.util.Locale.ROOT) + "s, " + node.size()
                    + ", is greater than maximum allowed, " + limit);
        }
        Map<String, T> members = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> {
            requireName(kind, name);
            members.put(name, read.apply(name, object(name)));
        });
        return java.util.Collections.unmodifiableMap(members);
    }

    static void requireName(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            String quoted = kind.equals("Output") ? "Outputs name '" + name + "'" : kind + " name " + name;
            throw TemplateException.format(quoted + " is non alphanumeric.");
        }
        if (name.length() > 255) {
            throw TemplateException.format(kind + " name " + name + " is longer than 255 characters.");
        }
    }

    String at(String member) {
        return path + "/" + member;
    }

    TemplateException wrong(String member, String expected) {
        return TemplateException.format("[" + at(member) + "] must be " + expected + ".");
    }
}
