package io.devopslab.catalog.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads one document; scalars follow the core schema of YAML 1.2, in which {@code no} is a word and not false. */
final class YamlParser {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_NODES = 50_000;
    private static final int DEEPEST = 40;
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d{1,18}\\.\\d{0,18}|\\.\\d{1,18})");

    private final Map<String, Position> values = new HashMap<>();
    private final Map<String, Position> keys = new HashMap<>();
    private final List<Defect> defects = new ArrayList<>();
    private int nodes;

    YamlDocument parse(String text) throws YamlSyntaxException {
        Node root = compose(text);
        JsonNode tree = convert(root, "", 0);
        return new YamlDocument(tree, values, keys, defects);
    }

    private static Node compose(String text) throws YamlSyntaxException {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(20);
        options.setProcessComments(false);
        try {
            Node root = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options)
                    .getSingleNode();
            if (root == null) {
                throw syntax(1, 1, "The document is empty.");
            }
            return root;
        } catch (MarkedYAMLException e) {
            Optional<Mark> mark = Optional.ofNullable(e.getProblemMark());
            throw syntax(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    "is not valid YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw syntax(1, 1, "is not valid YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw syntax(1, 1, "is nested too deeply.");
        }
    }

    private static YamlSyntaxException syntax(int line, int column, String message) {
        return new YamlSyntaxException(new Defect(new Position(line, column), "", message.replaceAll("\\s+", " ")));
    }

    private static Position position(Node node) {
        return new Position(
                node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }

    private JsonNode convert(Node node, String path, int depth) throws YamlSyntaxException {
        Position position = position(node);
        values.put(path, position);
        // Aliases are expanded here: a few lines of them can stand for billions of nodes, or for a circle.
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw syntax(position.line(), position.column(), "is too large or nested too deeply.");
        }
        if (node instanceof MappingNode mapping) {
            return object(mapping, path, depth);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode list = NODES.arrayNode();
            for (Node element : sequence.getValue()) {
                list.add(convert(element, Paths.element(path, list.size()), depth + 1));
            }
            return list;
        }
        return scalar((ScalarNode) node, path);
    }

    private ObjectNode object(MappingNode mapping, String path, int depth) throws YamlSyntaxException {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                defects.add(new Defect(position(entry.getKeyNode()), path, "A name must be a text."));
                continue;
            }
            String member = Paths.member(path, key.getValue());
            keys.put(member, position(key));
            if (object.has(key.getValue())) {
                defects.add(new Defect(position(key), member, "stands here twice; keep one."));
                continue;
            }
            object.set(key.getValue(), convert(entry.getValueNode(), member, depth + 1));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode scalar, String path) {
        String text = scalar.getValue();
        if (!scalar.getTag().startsWith(Tag.PREFIX)) {
            defects.add(new Defect(position(scalar), path, "has the tag " + scalar.getTag() + "; tags are not read."));
        }
        return scalar.getScalarStyle() == ScalarStyle.PLAIN ? plain(text) : NODES.textNode(text);
    }

    private static JsonNode plain(String text) {
        if (WHOLE.matcher(text).matches()) {
            return NODES.numberNode(new BigInteger(text).longValueExact());
        }
        if (DECIMAL.matcher(text).matches()) {
            return NODES.numberNode(new BigDecimal(text));
        }
        return switch (text) {
            case "true", "True", "TRUE" -> NODES.booleanNode(true);
            case "false", "False", "FALSE" -> NODES.booleanNode(false);
            case "", "~", "null", "Null", "NULL" -> NODES.nullNode();
            default -> NODES.textNode(text);
        };
    }
}
