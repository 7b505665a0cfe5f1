package io.devopslab.cloud.service.codebuild.spec;

import io.devopslab.cloud.service.codebuild.spec.Buildspec.OnFailure;
import io.devopslab.cloud.service.codebuild.spec.Buildspec.Phase;
import io.devopslab.cloud.service.codebuild.spec.Buildspec.PhaseName;
import io.devopslab.cloud.service.codebuild.spec.Buildspec.Report;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads buildspecs. Keys that CodeBuild does not know are passed over, as CodeBuild does. */
public final class BuildspecParser {

    private static final String PHASES = "build,install,post_build,pre_build";

    private static final int MOST_FALLBACK_KEYS = 5;

    private final Map<String, YamlNode> document;
    private final List<String> unsupported = new ArrayList<>();

    private BuildspecParser(Map<String, YamlNode> document) {
        this.document = document;
    }

    /**
     * @throws BuildspecException when CodeBuild would not take it
     */
    public static Buildspec parse(String text) {
        YamlNode root = YamlNode.parse(text);
        Map<String, YamlNode> document =
                root.members().orElseThrow(() -> new BuildspecException("the document is not a mapping"));
        return new BuildspecParser(document).read();
    }

    /** Whether the text is a buildspec itself rather than the path of one: it has more than one line. */
    public static boolean isInline(String text) {
        return text.contains("\n")
                || text.strip().startsWith("{")
                || text.strip().startsWith("version:");
    }

    private Buildspec read() {
        String version = version();
        noteUnsupported();
        EnvironmentBlock environment = new EnvironmentBlock(document, version, unsupported);
        FilesBlock files = new FilesBlock();
        return new Buildspec(
                version,
                environment.read(),
                phases(),
                reports(files),
                Fields.member(document, "artifacts").map(files::artifacts),
                Fields.member(document, "cache")
                        .map(cache -> cache(Fields.mapping(cache, "cache")))
                        .orElse(Buildspec.Cache.NONE),
                unsupported);
    }

    private String version() {
        String version = Fields.text(document, "version")
                .orElseThrow(() -> new BuildspecException("invalid buildspec: the key 'version' is missing"));
        if (!version.equals("0.1") && !version.equals("0.2")) {
            throw new BuildspecException("unsupported buildspec version " + version + ". Expecting: 0.1,0.2");
        }
        return version;
    }

    private void noteUnsupported() {
        if (document.containsKey("run-as")) {
            unsupported.add("run-as is ignored: the commands run as the user who runs the embedded cloud.");
        }
        if (Fields.member(document, "batch").isPresent()) {
            unsupported.add("batch is ignored: the embedded cloud has no batch builds.");
        }
        if (document.containsKey("proxy")) {
            unsupported.add("proxy is ignored: the build has the network of this machine.");
        }
    }

    private Map<PhaseName, Phase> phases() {
        Map<String, YamlNode> blocks = Fields.member(document, "phases")
                .map(phases -> Fields.mapping(phases, "phases"))
                .orElseThrow(() -> new BuildspecException("invalid buildspec: the block 'phases' is missing"));
        Map<PhaseName, Phase> phases = new EnumMap<>(PhaseName.class);
        new TreeMap<>(blocks).forEach((name, block) -> phases.put(phaseName(name), phase(name, block)));
        return phases;
    }

    private static PhaseName phaseName(String name) {
        for (PhaseName phase : PhaseName.values()) {
            if (phase.name().toLowerCase(Locale.ROOT).equals(name)) {
                return phase;
            }
        }
        throw new BuildspecException("Invalid buildspec phase name: " + name + ". Expecting: " + PHASES);
    }

    private Phase phase(String name, YamlNode block) {
        if (block.isNull()) {
            return Phase.EMPTY;
        }
        Map<String, YamlNode> members = Fields.mapping(block, name);
        if (members.containsKey("run-as")) {
            unsupported.add("run-as of the phase " + name
                    + " is ignored: the commands run as the user who runs the embedded cloud.");
        }
        Fields.member(members, "runtime-versions").ifPresent(versions -> Fields.mapping(versions, "runtime-versions")
                .forEach((runtime, version) -> unsupported.add("The runtime " + runtime + " "
                        + version.text().orElse("")
                        + " is not installed: the commands find what is on this machine.")));
        return new Phase(
                commands(members, "commands"),
                commands(members, "finally"),
                Fields.text(members, "on-failure")
                        .map(BuildspecParser::onFailure)
                        .orElse(OnFailure.UNSPECIFIED));
    }

    private static List<String> commands(Map<String, YamlNode> phase, String key) {
        Optional<YamlNode> block = Fields.member(phase, key);
        if (block.isEmpty()) {
            return List.of();
        }
        String shown = key.equals("finally") ? "Finally" : "Commands";
        List<YamlNode> elements = block.get()
                .elements()
                .orElseThrow(() -> new BuildspecException("Expected " + shown + " to be of sequence type at line "
                        + block.get().line()));
        List<String> commands = new ArrayList<>(elements.size());
        for (YamlNode element : elements) {
            int index = commands.size();
            commands.add(element.text().orElseThrow(() -> notText(shown + "[" + index + "]", element)));
        }
        return commands;
    }

    private static BuildspecException notText(String shown, YamlNode found) {
        String expected = "Expected " + shown + " to be of string type: ";
        if (found.isMapping()) {
            return new BuildspecException(expected + "found subkeys instead at line " + found.line()
                    + ", value of the key tag on line " + Math.max(1, found.line() - 1) + " might be empty");
        }
        return new BuildspecException(
                expected + "found " + (found.isNull() ? "nothing" : "a sequence") + " instead at line " + found.line());
    }

    /** {@code ABORT}, {@code CONTINUE}, {@code RETRY}, {@code RETRY-count}, {@code RETRY-regex} or both. */
    private static OnFailure onFailure(String text) {
        return switch (text) {
            case "ABORT" -> new OnFailure(OnFailure.Action.ABORT, 0, "");
            case "CONTINUE" -> new OnFailure(OnFailure.Action.CONTINUE, 0, "");
            default -> retry(text);
        };
    }

    private static OnFailure retry(String text) {
        if (!text.equals("RETRY") && !text.startsWith("RETRY-")) {
            throw new BuildspecException(
                    "invalid on-failure value: " + text + ". Expecting: ABORT,CONTINUE,RETRY,RETRY-count,RETRY-regex");
        }
        String rest = text.length() > 6 ? text.substring(6) : "";
        int dash = rest.indexOf('-');
        String head = dash < 0 ? rest : rest.substring(0, dash);
        boolean counted = head.matches("\\d{1,3}");
        int count = counted ? Integer.parseInt(head) : 3;
        String pattern = counted ? rest.substring(Math.min(rest.length(), head.length() + 1)) : rest;
        if (count > 100) {
            throw new BuildspecException("invalid on-failure value: " + text + ". The count is at most 100");
        }
        try {
            java.util.regex.Pattern.compile(pattern);
        } catch (java.util.regex.PatternSyntaxException e) {
            throw new BuildspecException("invalid on-failure value: " + text + ". " + e.getDescription());
        }
        return new OnFailure(OnFailure.Action.RETRY, count, pattern);
    }

    private static Buildspec.Cache cache(Map<String, YamlNode> block) {
        Optional<String> key = Fields.text(block, "key").filter(text -> !text.isEmpty());
        List<String> fallbackKeys = Fields.texts(block, "fallback-keys");
        if (fallbackKeys.size() > MOST_FALLBACK_KEYS) {
            throw new BuildspecException(
                    "invalid buildspec: a cache has at most " + MOST_FALLBACK_KEYS + " fallback-keys");
        }
        String action = Fields.text(block, "action").orElse("");
        if (!List.of("", "restore", "save").contains(action)) {
            throw new BuildspecException("invalid cache action: " + action + ". Expecting: restore,save");
        }
        return new Buildspec.Cache(
                Fields.texts(block, "paths"),
                key,
                key.isPresent() ? fallbackKeys : List.of(),
                !action.equals("save"),
                !action.equals("restore"));
    }

    private List<Report> reports(FilesBlock files) {
        List<Report> reports = new ArrayList<>();
        Fields.member(document, "reports")
                .map(block -> Fields.mapping(block, "reports"))
                .orElse(Map.of())
                .forEach((group, block) -> {
                    Map<String, YamlNode> members = Fields.mapping(block, "reports/" + group);
                    String format = Fields.text(members, "file-format").orElse("JUNITXML");
                    reports.add(new Report(group, format.toUpperCase(Locale.ROOT), files.files(members)));
                });
        return reports;
    }
}
