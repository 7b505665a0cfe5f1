package io.devopslab.cloud.runtime.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves repositories to the git client over smart HTTP, protocol versions 0 to 2. To be mounted at
 * {@code /git/}. Thread-safe; each request occupies its thread until it ends.
 */
public final class GitHttpHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(GitHttpHandler.class);

    private final Repositories repositories;
    private final GitAuthenticator authenticator;

    public GitHttpHandler(Repositories repositories, GitAuthenticator authenticator) {
        this.repositories = repositories;
        this.authenticator = authenticator;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            serve(exchange);
        } catch (IOException e) {
            LOG.debug("A git client went away.", e);
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        GitResponse response = new GitResponse(exchange);
        try {
            GitRequest request = request(exchange);
            GitCaller caller = caller(exchange, request);
            try (HostedRepository repository = repositories
                    .open(caller.account(), request.region(), request.name())
                    .orElseThrow(() -> new GitRefusal(404, "Repository " + request.name() + " does not exist."))) {
                new GitConversation(exchange, response, repository, caller).run(request.action());
            }
        } catch (GitRefusal refusal) {
            response.refuse(refusal);
        } catch (RuntimeException e) {
            LOG.error("A git request failed: {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            response.refuse(new GitRefusal(500, "The repository could not be served."));
        }
    }

    private static GitRequest request(HttpExchange exchange) throws GitRefusal {
        String query = exchange.getRequestURI().getRawQuery();
        host(exchange);
        GitRequest request = GitRequest.of(exchange.getRequestURI().getRawPath(), query == null ? "" : query)
                .orElseThrow(() -> new GitRefusal(404, "There is no git repository at this address."));
        if (!exchange.getRequestMethod().equals(request.action().method)) {
            throw new GitRefusal(405, "This address answers to " + request.action().method + ".");
        }
        return request;
    }

    private static String host(HttpExchange exchange) throws GitRefusal {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .flatMap(LoopbackHost::of)
                .orElseThrow(() -> new GitRefusal(403, "Git is served to this machine only."));
    }

    private GitCaller caller(HttpExchange exchange, GitRequest request) throws GitRefusal {
        Optional<String> header =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
        if (header.isEmpty() && authenticator.anonymous().isPresent()) {
            return authenticator.anonymous().get();
        }
        String[] userAndPassword =
                header.flatMap(GitHttpHandler::basic).orElse(":").split(":", 2);
        GitAccess access = authenticator.authenticate(new GitLogin(
                userAndPassword[0], userAndPassword[1], host(exchange), request.repositoryPath(), request.region()));
        if (access instanceof GitAccess.Granted granted) {
            return granted.caller();
        }
        if (access instanceof GitAccess.Forbidden forbidden) {
            throw new GitRefusal(403, forbidden.reason());
        }
        throw new GitRefusal(401, "User name and password of a Git credential are needed.");
    }

    /** The decoded {@code user:password}; empty when the header holds anything else. */
    private static Optional<String> basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
            return Optional.of(new String(decoded, StandardCharsets.UTF_8)).filter(text -> text.contains(":"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
