package io.devopslab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.catalog.Cost;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Times;
import io.devopslab.session.SessionState;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** A session as a document. */
final class SessionJson {

    /**
     * @param cost what the lab costs; empty for a lab that is not there any more
     */
    ObjectNode document(SessionState session, Optional<Cost> cost) {
        ObjectNode document = document(session);
        cost.ifPresent(usd -> document.putObject("cost")
                .put("usd", TargetArguments.isFree(session.target()) ? BigDecimal.ZERO : usd.estimate())
                .put("awsEstimateUsd", usd.estimate())
                .put("awsCapUsd", usd.cap()));
        return document;
    }

    ObjectNode document(SessionState session) {
        ObjectNode document = Console.newDocument()
                .put("id", session.id())
                .put("lab", session.lab())
                .put("phase", session.phase().name().toLowerCase(Locale.ROOT))
                .put("target", session.target())
                .put("account", session.account())
                .put("region", session.region())
                .put("workspace", session.workspace().toString())
                .put("started", Times.iso(session.started()))
                .put("expires", Times.iso(session.expires()));
        ObjectNode clones = document.putObject("clones");
        new TreeMap<>(session.clones()).forEach((name, path) -> clones.put(name, path.toString()));
        session.stacks().forEach(document.putArray("stacks")::add);
        ObjectNode hints = document.putObject("hints");
        new TreeMap<>(session.hints()).forEach(hints::put);
        return document;
    }
}
