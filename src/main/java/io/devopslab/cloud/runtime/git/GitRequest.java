package io.devopslab.cloud.runtime.git;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of git's smart HTTP protocol ("gitprotocol-http") at {@code /git/{region}/v1/repos/{name}[.git]}.
 *
 * @param repositoryPath the path of the repository's URL as it was sent
 */
record GitRequest(String region, String name, String repositoryPath, Action action) {

    /** What git asks for. */
    enum Action {
        ADVERTISE_UPLOAD("GET"),
        ADVERTISE_RECEIVE("GET"),
        UPLOAD("POST"),
        RECEIVE("POST"),
        /** The protocol of servers that only serve files. */
        DUMB("GET");

        final String method;

        Action(String method) {
            this.method = method;
        }
    }

    /** The names that CodeCommit allows (CodeCommit User Guide, "Quotas"); none ends in {@code .git}. */
    private static final Pattern PATH = Pattern.compile(
            "(?<repository>/git/(?<region>[a-z0-9-]{1,40})/v1/repos/(?<name>[\\w.-]{1,100}?)(\\.git)?)/+"
                    + "(?<action>info/refs|git-upload-pack|git-receive-pack)");

    /** Reads the request's raw path and query; empty when there is nothing of git at it. */
    static Optional<GitRequest> of(String path, String query) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new GitRequest(
                matcher.group("region"),
                matcher.group("name"),
                matcher.group("repository"),
                action(matcher.group("action"), query)));
    }

    private static Action action(String name, String query) {
        return switch (name) {
            case "git-upload-pack" -> Action.UPLOAD;
            case "git-receive-pack" -> Action.RECEIVE;
            default -> advertisement(query);
        };
    }

    private static Action advertisement(String query) {
        return Arrays.stream(query.split("&"))
                .map(parameter -> switch (parameter) {
                    case "service=git-upload-pack" -> Action.ADVERTISE_UPLOAD;
                    case "service=git-receive-pack" -> Action.ADVERTISE_RECEIVE;
                    default -> Action.DUMB;
                })
                .filter(action -> action != Action.DUMB)
                .findFirst()
                .orElse(Action.DUMB);
    }
}
