package io.devopslab.cloud.service.codebuild.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the blocks that choose files: {@code artifacts} and those of {@code reports}. */
final class FilesBlock {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_]{1,127}");

    Buildspec.Artifacts artifacts(YamlNode block) {
        Map<String, YamlNode> members = Fields.mapping(block, "artifacts");
        Map<String, Buildspec.Artifacts> secondary = new LinkedHashMap<>();
        Fields.member(members, "secondary-artifacts")
                .map(node -> Fields.mapping(node, "secondary-artifacts"))
                .orElse(Map.of())
                .forEach((identifier, node) -> {
                    if (!IDENTIFIER.matcher(identifier).matches()) {
                        throw new BuildspecException("invalid artifact identifier: " + identifier);
                    }
                    secondary.put(identifier, single(Fields.mapping(node, identifier), Map.of()));
                });
        return single(members, secondary);
    }

    private Buildspec.Artifacts single(Map<String, YamlNode> members, Map<String, Buildspec.Artifacts> secondary) {
        return new Buildspec.Artifacts(
                files(members),
                Fields.text(members, "name").filter(name -> !name.isBlank()),
                Fields.flag(members, "enable-symlinks"),
                secondary);
    }

    Buildspec.Files files(Map<String, YamlNode> members) {
        return new Buildspec.Files(
                Fields.texts(members, "files"),
                Fields.texts(members, "exclude-paths"),
                Fields.text(members, "base-directory").orElse("."),
                Fields.flag(members, "discard-paths"));
    }
}
