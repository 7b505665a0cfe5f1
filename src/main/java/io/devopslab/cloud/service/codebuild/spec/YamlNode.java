package io.devopslab.cloud.service.codebuild.spec;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A node of a YAML document with its line. Scalars keep the text that was written: {@code 010} stays {@code 010}.
 * Aliases share their node, so a document that refers to itself a million times takes no room; a walk that visits
 * too many nodes is given up.
 */
final class YamlNode {

    private static final int MOST_CHARACTERS = 1024 * 1024;
    private static final int MOST_VISITS = 20_000;
    private static final int MOST_ALIASES = 200;
    private static final int DEEPEST = 50;

    private final Node node;
    private final int[] visits;

    private YamlNode(Node node, int[] visits) {
        this.node = node;
        this.visits = visits;
        if (++visits[0] > MOST_VISITS) {
            throw new BuildspecException("the document has more than " + MOST_VISITS + " parts");
        }
    }

    /**
     * @throws BuildspecException when the text is not one YAML document of a reasonable size
     */
    static YamlNode parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new BuildspecException("the document has more than " + MOST_CHARACTERS + " characters");
        }
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setAllowRecursiveKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                throw new BuildspecException("the document is empty");
            }
            return new YamlNode(root, new int[1]);
        } catch (MarkedYAMLException e) {
            throw new BuildspecException(problem(e));
        } catch (YAMLException e) {
            throw new BuildspecException(String.valueOf(e.getMessage()));
        }
    }

    /** In the words of the library that CodeBuild uses. */
    private static String problem(MarkedYAMLException e) {
        String problem =
                String.valueOf(e.getProblem()).replace("are not allowed here", "are not allowed in this context");
        return e.getProblemMark() == null
                ? problem
                : problem + " at line " + (e.getProblemMark().getLine() + 1);
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    boolean isNull() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The text of a scalar. */
    Optional<String> text() {
        return node instanceof ScalarNode scalar && !isNull() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The elements of a sequence. */
    Optional<List<YamlNode>> elements() {
        if (!(node instanceof SequenceNode sequence)) {
            return Optional.empty();
        }
        List<YamlNode> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new YamlNode(element, visits));
        }
        return Optional.of(elements);
    }

    /** The members of a mapping, those merged by {@code <<} included. */
    Optional<Map<String, YamlNode>> members() {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        Map<String, YamlNode> members = new LinkedHashMap<>();
        collect(mapping, members, 0);
        return Optional.of(members);
    }

    private void collect(MappingNode mapping, Map<String, YamlNode> members, int depth) {
        List<Node> merged = new ArrayList<>();
        Map<String, Integer> own = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.add(tuple.getValueNode());
                continue;
            }
            String key = key(tuple.getKeyNode());
            @Nullable
            Integer before = own.put(key, tuple.getKeyNode().getStartMark().getLine() + 1);
            if (before != null) {
                throw new BuildspecException("key \"" + key + "\" already set in map at line " + own.get(key));
            }
            // What stands in the mapping itself goes before what is merged into it.
            members.putIfAbsent(key, new YamlNode(tuple.getValueNode(), visits));
        }
        merged.forEach(node -> merge(node, members, depth + 1));
    }

    private void merge(Node merged, Map<String, YamlNode> members, int depth) {
        if (depth > DEEPEST) {
            throw new BuildspecException("mappings are merged too deep");
        }
        if (merged instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> merge(element, members, depth + 1));
        } else if (merged instanceof MappingNode mapping) {
            collect(mapping, members, depth);
        } else {
            throw new BuildspecException("map merge requires map or sequence of maps as the value at line "
                    + (merged.getStartMark().getLine() + 1));
        }
    }

    private static String key(Node key) {
        if (key instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new BuildspecException(
                "a key must be of string type at line " + (key.getStartMark().getLine() + 1));
    }
}
