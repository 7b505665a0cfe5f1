package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.text.UsageException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads the shorthand syntax, {@code Name=a,Values=b,c}: members are texts, lists or objects; types are not known
 * here.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html">Shorthand syntax</a>
 */
final class Shorthand {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 100;

    private final String option;
    private final String text;
    private final UnaryOperator<String> files;
    private int at;
    private int depth;

    private Shorthand(String option, String text, UnaryOperator<String> files) {
        this.option = option;
        this.text = text;
        this.files = files;
    }

    /**
     * @param option the option whose value it is, for the message
     * @param files gives what a value behind {@code @=} stands for
     * @throws UsageException when it is no shorthand
     */
    static ObjectNode read(String option, String text, UnaryOperator<String> files) {
        return new Shorthand(option, text, files).members();
    }

    private ObjectNode members() {
        ObjectNode object = NODES.objectNode();
        member(object, false);
        while (at < text.length()) {
            expect(',');
            member(object, false);
        }
        return object;
    }

    private void member(ObjectNode object, boolean enclosed) {
        spaces();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "-_.#/:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String key = text.substring(start, at);
        if (key.isEmpty()) {
            throw Usage.of("shorthand", option, text, at);
        }
        spaces();
        boolean file = skip('@');
        expect('=');
        spaces();
        JsonNode value = enclosed ? enclosedValue(file) : value(file);
        if (object.has(key)) {
            throw Usage.of("shorthand.twice", option, key);
        }
        object.set(key, value);
    }

    private JsonNode value(boolean file) {
        if (at < text.length() && "[{".indexOf(text.charAt(at)) >= 0) {
            return enclosedValue(file);
        }
        String first = scalar(file, true).orElse("");
        ArrayNode list = NODES.arrayNode().add(first);
        spaces();
        while (at < text.length() && text.charAt(at) == ',') {
            int comma = at++;
            spaces();
            Optional<String> next = scalar(file, false);
            spaces();
            // `a=b,c=d`: what follows the comma is the next member, not the next element.
            if (next.isEmpty() || (at < text.length() && text.charAt(at) != ',')) {
                at = comma;
                break;
            }
            list.add(next.get());
        }
        return list.size() == 1 ? NODES.textNode(first) : list;
    }

    private JsonNode enclosedValue(boolean file) {
        if (++depth > DEEPEST) {
            throw Usage.of("shorthand", option, text, at);
        }
        JsonNode value;
        if (at < text.length() && text.charAt(at) == '[') {
            value = list(file);
        } else if (at < text.length() && text.charAt(at) == '{') {
            value = object();
        } else {
            value = NODES.textNode(scalar(file, true).orElse(""));
        }
        depth--;
        spaces();
        return value;
    }

    private ArrayNode list(boolean file) {
        expect('[');
        ArrayNode list = NODES.arrayNode();
        for (spaces(); !closes(']'); spaces()) {
            list.add(enclosedValue(file));
            if (!closes(']')) {
                expect(',');
            }
        }
        expect(']');
        return list;
    }

    private ObjectNode object() {
        expect('{');
        ObjectNode object = NODES.objectNode();
        for (spaces(); !closes('}'); spaces()) {
            member(object, true);
            if (!closes('}')) {
                expect(',');
            }
        }
        expect('}');
        return object;
    }

    private boolean closes(char bracket) {
        if (at >= text.length()) {
            throw Usage.of("shorthand", option, text, at);
        }
        return text.charAt(at) == bracket;
    }

    /** A text in quotes, or up to the next separator; the first value of a member may hold an equals sign. */
    private Optional<String> scalar(boolean file, boolean first) {
        if (at < text.length() && "'\"".indexOf(text.charAt(at)) >= 0) {
            return Optional.of(resolved(quoted(text.charAt(at)), file));
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == ',') {
                value.append(',');
                at += 2;
                continue;
            }
            if (ends(c, first, value.isEmpty())) {
                break;
            }
            value.append(c);
            at++;
        }
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(resolved(value.toString().stripTrailing(), file));
    }

    private static boolean ends(char c, boolean first, boolean beginning) {
        if (c == ',' || c == ']' || c == '}') {
            return c == ',' || first || beginning;
        }
        return c == '=' && !first;
    }

    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && (text.charAt(i + 1) == quote || text.charAt(i + 1) == '\\')) {
                value.append(text.charAt(++i));
            } else if (c == quote) {
                at = i + 1;
                return value.toString();
            } else {
                value.append(c);
            }
        }
        throw Usage.of("shorthand.quote", option, text);
    }

    private String resolved(String value, boolean file) {
        return file ? files.apply(value) : value;
    }

    private boolean skip(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char wanted) {
        spaces();
        if (!skip(wanted)) {
            throw Usage.of("shorthand", option, text, at);
        }
        spaces();
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
