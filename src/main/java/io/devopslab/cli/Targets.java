package io.devopslab.cli;

import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.session.Home;
import io.devopslab.session.Session;
import io.devopslab.session.SessionState;
import io.devopslab.target.Site;
import io.devopslab.target.TargetException;
import io.devopslab.target.aws.AwsAccount;
import io.devopslab.target.aws.AwsOptions;
import io.devopslab.target.aws.AwsTarget;
import io.devopslab.target.aws.DeniedAccounts;
import io.devopslab.target.container.ContainerTarget;
import io.devopslab.target.container.Product;
import io.devopslab.target.embedded.DaemonOptions;
import io.devopslab.target.embedded.EmbeddedTarget;
import io.devopslab.target.endpoint.EndpointTarget;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Opens the targets of commands: one that is named, or that of the lab's session. */
final class Targets {

    private final Invocation invocation;
    private final Console console;

    Targets(Invocation invocation, Console console) {
        this.invocation = invocation;
        this.console = console;
    }

    EmbeddedTarget embedded() {
        return new EmbeddedTarget(invocation.labHome(), invocation.jar(), console::note);
    }

    private ContainerTarget container(Product product) {
        return new ContainerTarget(product, invocation.labHome(), invocation.jar(), invocation.environment());
    }

    /** Opens a target by its name; what has to be started for it is. An account of AWS that is denied is not. */
    Site open(Destination destination) {
        String region = destination.region().orElse(destination.daemon().region());
        Optional<Product> product = Product.of(destination.name());
        if (product.isPresent()) {
            return open(container(product.get()), region);
        }
        return switch (destination.name()) {
            case EndpointTarget.NAME ->
                endpoint(
                        url(destination.url())
                                .orElseThrow(() -> new UsageException(Message.of(Targets.class, "endpoint.which"))),
                        region);
            case AwsTarget.NAME -> aws(destination).site();
            default -> embedded().open(destination.daemon());
        };
    }

    /** Opens the emulator in that container, which is started where it does not run. */
    Site open(ContainerTarget container, String region) {
        console.note(
                Message.of(Targets.class, "container.opens", container.product().title()));
        return container.open(region);
    }

    /**
     * The account of AWS that is meant.
     *
     * @throws UsageException when it is one of those that are denied
     */
    AwsAccount aws(Destination destination) {
        DeniedAccounts denied = DeniedAccounts.read(invocation.labHome(), invocation.environment());
        AwsAccount account = aws().open(new AwsOptions(
                destination.profile(),
                destination.region(),
                url(destination.url()).map(Targets::uri)));
        denied.refuse(account);
        return account;
    }

    private AwsTarget aws() {
        return new AwsTarget(invocation.environment(), new RetryLines(console)::tell);
    }

    private Optional<String> url(Optional<String> given) {
        return given.or(() -> Optional.ofNullable(invocation.environment().get("AWS_ENDPOINT_URL"))
                .filter(url -> !url.isEmpty()));
    }

    private Site endpoint(String url, String region) {
        return EndpointTarget.of(invocation.environment()).site(uri(url), url, region, new RetryLines(console)::tell);
    }

    private static URI uri(String url) {
        try {
            URI uri = URI.create(url);
            boolean usable = List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
            if (usable) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new UsageException(Message.of(Targets.class, "endpoint.no-url", url));
    }

    /**
     * The account that a session runs in, by the credentials that it was started with.
     *
     * @throws TargetException when these are of another account now: what is looked for there would not be found
     */
    private AwsAccount aws(SessionState session) {
        AwsAccount account = aws().open(new AwsOptions(
                Optional.of(session.profile()).filter(name -> !name.isEmpty()),
                Optional.of(session.region()),
                Optional.of(session.endpoint()).filter(url -> !url.isEmpty()).map(Targets::uri)));
        requireAccount(session, account);
        return account;
    }

    /**
     * @throws TargetException when the session runs in another account
     */
    static void requireAccount(SessionState session, AwsAccount account) {
        if (!account.id().equals(session.account())) {
            throw new TargetException(
                    Message.of(Targets.class, "aws.other-account", session.lab(), session.account(), account.id()),
                    Message.of(Targets.class, "aws.other-account.cure", session.account()));
        }
    }

    /**
     * The cloud that a session runs on, which is opened where that brings nothing else in its place.
     *
     * @throws TargetException when it is not there any more
     */
    Site of(SessionState session) {
        Optional<Product> product = Product.of(session.target());
        if (product.isPresent()) {
            return container(product.get())
                    .running(session.region())
                    .orElseThrow(() -> new TargetException(
                            Message.of(
                                    Targets.class,
                                    "container.gone",
                                    session.lab(),
                                    product.get().title()),
                            Message.of(Targets.class, "container.gone.cure", session.lab())));
        }
        return switch (session.target()) {
            case EndpointTarget.NAME -> endpoint(session.endpoint(), session.region());
            case AwsTarget.NAME -> {
                DeniedAccounts denied = DeniedAccounts.read(invocation.labHome(), invocation.environment());
                AwsAccount account = aws(session);
                denied.refuse(account);
                yield account.site();
            }
            default -> embedded().running().orElseGet(() -> embedded().open(DaemonOptions.defaults()));
        };
    }

    /**
     * The same for a command that ends the session: what is gone is as good as an empty one, and an account that has been denied
     * since has to be left.
     */
    Site toEnd(SessionState session) {
        if (session.target().equals(AwsTarget.NAME)) {
            return aws(session).site();
        }
        return Product.of(session.target())
                .map(product -> container(product).open(session.region()))
                .orElseGet(() -> of(session));
    }

    /** The cloud of a session where it can be asked now; nothing is started for it. */
    Optional<Site> running(SessionState session) {
        Optional<Product> product = Product.of(session.target());
        if (product.isPresent()) {
            return container(product.get()).running(session.region());
        }
        return switch (session.target()) {
            case EndpointTarget.NAME, AwsTarget.NAME -> Optional.of(of(session));
            default -> embedded().running();
        };
    }

    /**
     * The session of a lab that a command is for: on the target that was named, or the only one that is open; empty when none
     * is.
     *
     * @throws UsageException when several are open and none was named
     */
    static Optional<SessionState> session(Home home, Lab lab, Optional<String> target) {
        List<SessionState> open = Session.all(home).stream()
                .filter(session -> session.lab().equals(lab.id()))
                .filter(session -> session.phase() != SessionState.Phase.STOPPED)
                .filter(session -> target.isEmpty() || session.target().equals(target.get()))
                .toList();
        if (open.size() > 1) {
            throw new UsageException(Message.of(
                    Targets.class,
                    "target.several",
                    lab.id(),
                    String.join(", ", open.stream().map(SessionState::target).toList())));
        }
        return open.stream().findFirst();
    }

    /** Removes the container of that target, if it has one, where the last session on it has ended. */
    void tidy(String target, Home home) {
        boolean needed = Session.all(home).stream()
                .anyMatch(session -> session.target().equals(target) && session.phase() != SessionState.Phase.STOPPED);
        Product.of(target)
                .filter(product -> !needed && container(product).remove())
                .ifPresent(product -> console.note(Message.of(Targets.class, "container.removed", product.title())));
    }
}
