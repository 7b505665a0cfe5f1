package io.devopslab.wire.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Values for members: those that make sense where one resource of each kind is called {@code app}, and those that no
 * client would send. Objects and maps are maps, the rest is lists, strings, numbers and booleans.
 */
final class Values {

    /** Members that make most requests void when they are present. */
    private static final Pattern RARE = Pattern.compile(
            "(?i)token|sourceaccount|onfailure|inputtransformer|marker|if-|md5|checksum|encryption|version-?id|dry-?run|conflict|batch|fleet|vpc|webhook|range"
                    + "|sdk-|object-lock|metadata-directive|revision|image|imports|retain|permissionsboundary|cursor");

    /** A moment, which each protocol writes in its own way. */
    record Moment(long epochSeconds) {}

    /** What is written without quotation marks although it is no number. */
    record Bare(String text) {}

    static final String ACCOUNT = "123456789012";

    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"}}]}";
    private static final List<String> ARNS = List.of(
            "arn:aws:iam::" + ACCOUNT + ":role/app",
            "arn:aws:iam::" + ACCOUNT + ":policy/app",
            "arn:aws:iam::" + ACCOUNT + ":user/app",
            "arn:aws:lambda:eu-west-1:" + ACCOUNT + ":function:app",
            "arn:aws:codepipeline:eu-west-1:" + ACCOUNT + ":app",
            "arn:aws:codecommit:eu-west-1:" + ACCOUNT + ":app",
            "arn:aws:events:eu-west-1:" + ACCOUNT + ":rule/app",
            "arn:aws:logs:eu-west-1:" + ACCOUNT + ":log-group:app",
            "arn:aws:codebuild:eu-west-1:" + ACCOUNT + ":project/app",
            "arn:aws:ssm:eu-west-1:" + ACCOUNT + ":parameter/app");

    /** The first whose key the member's name holds, in lower case, is a likely value. */
    private static final Map<String, String> BY_NAME = byName();

    private static final List<Object> ODD_TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "\uD800",
            "\u202Eevil",
            "🦊",
            "é̂".repeat(40),
            "x".repeat(300),
            "x".repeat(70_000),
            "../../../etc/passwd",
            "/",
            "//",
            ":",
            "::::::::::",
            "arn:",
            "arn:aws",
            "arn:aws:iam::" + ACCOUNT + ":",
            "arn:aws:lambda:::function",
            "NaN",
            "-1",
            "0",
            "9".repeat(40),
            "1e400",
            "*",
            "(",
            "[",
            "{",
            "{\"a\":",
            "{\"Version\":1,\"Statement\":[[]]}",
            "[".repeat(3_000),
            "{\"a\":".repeat(3_000),
            "null",
            "\\",
            "$",
            "${",
            "?",
            "%",
            "%00",
            "a\nb\tc\rd",
            "=",
            ",",
            "&",
            "<a>",
            "]]>",
            "not base64!",
            "2026-13-99T99:99:99Z",
            "+1000000000-01-01T00:00:00Z",
            "rate(0 minutes)",
            "cron(* * * * * *)",
            "Version: {{{");
    private static final List<Object> ODD_NUMBERS = List.of(
            -1,
            0,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            new java.math.BigDecimal("18446744073709551616"),
            new java.math.BigDecimal("1e30"),
            new java.math.BigDecimal("-1e300"),
            new java.math.BigDecimal("0.5"),
            new Bare("1e999999999"),
            new Bare("NaN"),
            new Bare("null"));

    private final Random random;

    /** What the cloud under test itself has named, by members' names in lower case. */
    private final Map<String, String> known = new LinkedHashMap<>();

    private final Map<String, List<String>> enumerations = new HashMap<>();

    private Set<String> needed = Set.of();
    private int share = 7;

    Values(Random random) {
        this.random = random;
    }

    void know(Map<String, String> facts) {
        known.putAll(facts);
    }

    /** A likely request of an operation: what is needed in any case, the rest with a chance of its own. */
    Map<String, Object> likely(SdkPojo builder, Set<String> needed) {
        this.needed = needed;
        share = List.of(1, 2, 4, 6, 9).get(random.nextInt(5));
        return object(builder, 0);
    }

    private static Map<String, String> byName() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("assumerolepolicy", TRUST);
        names.put("trustpolicy", TRUST);
        names.put(
                "policydocument",
                TRUST.replace("\"Principal\":{\"Service\":\"lambda.amazonaws.com\"}", "\"Resource\":\"*\""));
        names.put("eventpattern", "{\"source\":[\"my.app\"]}");
        names.put("detailtype", "Test");
        names.put("detail", "{\"a\":1}");
        names.put("scheduleexpression", "rate(5 minutes)");
        names.put("templatebody", "Resources: {P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: v}}}");
        names.put("buildspec", "{\"version\": \"0.2\", \"phases\": {\"build\": {\"commands\": [\"true\"]}}}");
        names.put("bucketowner", ACCOUNT);
        names.put("copysource", "app-bucket/app");
        names.put("sourcebranch", "app");
        names.put("servicename", "codecommit.amazonaws.com");
        names.put("servicerole", "arn:aws:iam::" + ACCOUNT + ":role/app");
        names.put("conflictresolution", "NONE");
        names.put("sessionname", "session");
        names.put("principal", ACCOUNT);
        names.put("action", "lambda:InvokeFunction");
        names.put("functionversion", "1");
        names.put("bucket", "app-bucket");
        names.put("branch", "main");
        names.put("commitspecifier", "main");
        names.put("reference", "refs/heads/main");
        names.put("handler", "index.handler");
        names.put("runtime", "python3.12");
        names.put("accountid", ACCOUNT);
        names.put("rolesession", "session");
        names.put("pullrequestid", "1");
        names.put("qualifier", "$LATEST");
        names.put("filepath", "a.txt");
        names.put("zipfile", "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==");
        names.put("email", "a@example.com");
        names.put("version", "1");
        names.put("path", "/");
        names.put("number", "1");
        return names;
    }

    /** A value that the member may well have. */
    Object likely(SdkField<?> field, String name, Class<?> owner, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(name, owner);
            case BOOLEAN -> random.nextBoolean();
            case INTEGER, LONG, SHORT, BYTE -> random.nextInt(4) == 0 ? random.nextInt(2_000) : 1 + random.nextInt(10);
            case FLOAT, DOUBLE, BIG_DECIMAL -> random.nextInt(100) / 4.0;
            case INSTANT -> new Moment(1_767_603_600L + random.nextInt(100_000));
            case SDK_BYTES -> name.toLowerCase(Locale.ROOT).contains("zip") ? BY_NAME.get("zipfile") : "e30=";
            case SDK_POJO -> object(field.constructor().get(), depth + 1);
            case LIST -> list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), name, owner, depth);
            case MAP -> map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), name, owner, depth);
            default -> Map.of("a", 1);
        };
    }

    /** An object with most of its members. */
    private Map<String, Object> object(SdkPojo builder, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : builder.sdkFields()) {
            boolean rare = RARE.matcher(field.locationName()).find() && random.nextInt(12) > 0;
            boolean sure = depth == 0 && isNeeded(field);
            if (sure || depth < 6 && !rare && random.nextInt(10) < (depth < 3 ? share : Math.min(share, 5))) {
                members.put(field.locationName(), likely(field, field.locationName(), builder.getClass(), depth));
            }
        }
        return members;
    }

    private boolean isNeeded(SdkField<?> field) {
        String name = field.memberName().toLowerCase(Locale.ROOT);
        return field.location() == MarshallLocation.PATH
                || field.location() == MarshallLocation.GREEDY_PATH
                || needed.contains(name)
                || needed.stream().anyMatch(need -> need.length() > 3 && name.endsWith(need));
    }

    private List<Object> list(SdkField<?> element, String name, Class<?> owner, int depth) {
        List<Object> values = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            values.add(likely(element, name, owner, depth + 1));
        }
        return values;
    }

    private Map<String, Object> map(SdkField<?> value, String name, Class<?> owner, int depth) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            values.put(left == 1 ? "app" : "key", likely(value, name, owner, depth + 1));
        }
        return values;
    }

    private String text(String name, Class<?> owner) {
        List<String> constants = enumerations.computeIfAbsent(owner.getName() + name, key -> constants(name, owner));
        if (!constants.isEmpty()) {
            return constants.get(random.nextInt(4) == 0 ? random.nextInt(constants.size()) : 0);
        }
        String lower = name.toLowerCase(Locale.ROOT).replace("-", "");
        if (known.containsKey(lower)) {
            return known.getOrDefault(lower, "");
        }
        if (lower.contains("arn") || lower.equals("role")) {
            return arn(lower, owner);
        }
        if (random.nextInt(4) == 0) {
            return "app" + random.nextInt(50);
        }
        return BY_NAME.entrySet().stream()
                .filter(entry -> lower.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("app");
    }

    private String arn(String name, Class<?> owner) {
        String service = owner.getPackageName().replaceAll(".*services\\.(\\w+)\\..*", "$1");
        String prefix = "arn:aws:" + service.replace("cloudwatchlogs", "logs").replace("eventbridge", "events") + ":";
        List<String> own = ARNS.stream().filter(arn -> arn.startsWith(prefix)).toList();
        return ARNS.stream()
                .filter(arn -> name.contains(
                        arn.replaceAll(".*:([a-z-]+)[:/]app$", "$1").replace("-", "")))
                .findFirst()
                .orElseGet(() -> own.isEmpty() || random.nextInt(6) == 0
                        ? ARNS.get(random.nextInt(ARNS.size()))
                        : own.get(random.nextInt(own.size())));
    }

    /** The constants of the member's enumeration, which its object's getter shows. */
    private static List<String> constants(String name, Class<?> owner) {
        Class<?> type = owner.getEnclosingClass();
        if (type == null) {
            return List.of();
        }
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getParameterCount() == 0
                        && method.getName().equalsIgnoreCase(name)
                        && method.getReturnType().isEnum())
                .flatMap(method -> Arrays.stream(method.getReturnType().getEnumConstants()))
                .map(Object::toString)
                .filter(text -> !text.equals("null"))
                .toList();
    }

    /** A value that no member should have. */
    Object odd() {
        return switch (random.nextInt(12)) {
            case 0 -> ODD_NUMBERS.get(random.nextInt(ODD_NUMBERS.size()));
            case 1 -> List.of();
            case 2 -> Map.of();
            case 3 -> List.of(Map.of("app", List.of("app")));
            case 4 -> random.nextInt(20) == 0 ? nested(300) : nested(30);
            case 5 -> random.nextInt(10) == 0 ? java.util.Collections.nCopies(2_000, "app") : List.of("", "app", "app");
            case 6 -> random.nextBoolean();
            default -> ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()));
        };
    }

    /** As {@link #odd}, but of the type that the member is of. */
    Object oddOfTheType(Object likely) {
        if (likely instanceof Number || likely instanceof Moment) {
            return ODD_NUMBERS.get(random.nextInt(ODD_NUMBERS.size()));
        }
        if (likely instanceof String) {
            return ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()));
        }
        if (likely instanceof List<?> list) {
            return list.isEmpty() || random.nextBoolean() ? List.of() : java.util.Collections.nCopies(120, list.get(0));
        }
        return likely instanceof Map ? Map.of() : odd();
    }

    private static Object nested(int depth) {
        Object value = "app";
        for (int i = 0; i < depth; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("app", value);
        }
        return value;
    }

    /** The input with one of its values replaced by an odd one. */
    Object spoiled(Map<String, Object> input) {
        return spoiled(input, false);
    }

    private Object spoiled(Object value, boolean here) {
        if (!here && value instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<Object, Object> copy = new LinkedHashMap<>(map);
            Object key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
            switch (random.nextInt(8)) {
                case 0 -> copy.remove(key);
                case 1 -> copy.put(String.valueOf(ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size()))), copy.get(key));
                default -> copy.put(key, spoiled(copy.get(key), random.nextInt(3) == 0));
            }
            return copy;
        }
        if (!here && value instanceof List<?> list && !list.isEmpty()) {
            List<Object> copy = new ArrayList<>(list);
            int index = random.nextInt(list.size());
            copy.set(index, spoiled(list.get(index), random.nextInt(3) == 0));
            return copy;
        }
        return random.nextInt(3) == 0 ? odd() : oddOfTheType(value);
    }
}
