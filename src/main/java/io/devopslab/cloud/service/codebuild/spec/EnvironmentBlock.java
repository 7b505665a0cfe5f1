package io.devopslab.cloud.service.codebuild.spec;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the block {@code env}, or {@code environment_variables} of version 0.1. */
final class EnvironmentBlock {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, YamlNode> document;
    private final boolean isOld;
    private final List<String> unsupported;

    EnvironmentBlock(Map<String, YamlNode> document, String version, List<String> unsupported) {
        this.document = document;
        this.isOld = version.equals("0.1");
        this.unsupported = unsupported;
    }

    Buildspec.Environment read() {
        String key = isOld ? "environment_variables" : "env";
        Map<String, YamlNode> block = Fields.member(document, key)
                .map(node -> Fields.mapping(node, key))
                .orElse(Map.of());
        if (block.isEmpty()) {
            return Buildspec.Environment.EMPTY;
        }
        boolean helper = Fields.flag(block, "git-credential-helper");
        if (helper) {
            unsupported.add("git-credential-helper is ignored: git asks no helper of the build's role.");
        }
        return new Buildspec.Environment(
                shell(Fields.text(block, "shell").orElse("/bin/sh")),
                variables(block, isOld ? "plaintext" : "variables"),
                variables(block, "parameter-store"),
                variables(block, "secrets-manager"),
                exported(block),
                helper);
    }

    private static String shell(String tag) {
        return switch (tag) {
            case "/bin/sh", "sh" -> "sh";
            case "bash", "/bin/bash" -> "bash";
            default -> throw new BuildspecException("invalid shell: " + tag + ". Expecting: bash,/bin/sh");
        };
    }

    private static Map<String, String> variables(Map<String, YamlNode> block, String key) {
        Map<String, String> variables = Fields.textMap(block, key);
        variables.keySet().forEach(EnvironmentBlock::checkName);
        return variables;
    }

    private static List<String> exported(Map<String, YamlNode> block) {
        List<String> names = Fields.texts(block, "exported-variables");
        names.forEach(EnvironmentBlock::checkName);
        return names;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BuildspecException("invalid environment variable name: " + name);
        }
    }
}
