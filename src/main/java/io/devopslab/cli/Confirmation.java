package io.devopslab.cli;

import io.devopslab.catalog.Lab;
import io.devopslab.cli.console.Console;
import io.devopslab.cli.console.Invocation;
import io.devopslab.target.Outside;
import io.devopslab.target.aws.AwsAccount;
import io.devopslab.text.InconclusiveException;
import io.devopslab.text.Message;
import io.devopslab.text.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Tells what a lab on AWS will cost and in whose account, and has a person say which account they mean. */
final class Confirmation {

    private final Invocation invocation;
    private final Console console;
    private final String sweepCommand;

    /**
     * @param sweepCommand what deletes the lab when it was forgotten
     */
    Confirmation(Invocation invocation, Console console, String sweepCommand) {
        this.invocation = invocation;
        this.console = console;
        this.sweepCommand = sweepCommand;
    }

    /**
     * Returns where the account is confirmed.
     *
     * @param ttl how long the lab may run if it is forgotten
     * @param yes whether it was confirmed on the command line
     * @throws UsageException when another answer came, or nobody can be asked
     */
    void ask(AwsAccount account, Lab lab, Duration ttl, boolean yes) {
        tell(account, lab, ttl);
        if (yes) {
            return;
        }
        BufferedReader keyboard = invocation
                .keyboard()
                .orElseThrow(() -> new UsageException(
                        Message.of(Confirmation.class, "confirm.nobody"),
                        Message.of(Confirmation.class, "confirm.nobody.cure")));
        console.note(Message.of(
                Confirmation.class, account.alias().isPresent() ? "confirm.alias" : "confirm.id", account.name()));
        String typed = line(keyboard);
        if (!typed.equals(account.name())) {
            throw new UsageException(
                    Message.of(Confirmation.class, "confirm.refused", typed),
                    Message.of(Confirmation.class, "confirm.refused.cure", account.name()));
        }
    }

    private void tell(AwsAccount account, Lab lab, Duration ttl) {
        String where = account.site()
                .outside()
                .flatMap(Outside::endpoint)
                .map(URI::toString)
                .orElse("AWS");
        console.note(Message.of(Confirmation.class, "confirm.head", lab.id(), where));
        line("confirm.account", account.id(), account.alias().orElse("-"));
        line("confirm.caller", account.caller());
        line("confirm.region", account.site().region());
        line("confirm.cost", lab.cost().estimate(), lab.cost().cap(), lab.id());
        line("confirm.ttl", hours(ttl), sweepCommand);
    }

    /** A line is not broken: what stands in it is copied. */
    private void line(String key, Object... arguments) {
        console.note(Message.of(Confirmation.class, key, arguments).in(console.language()));
    }

    private static String hours(Duration ttl) {
        return ttl.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }

    /** What was typed; empty when the input has ended. */
    private static String line(BufferedReader keyboard) {
        try {
            String line = keyboard.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new InconclusiveException(
                    Message.of(Confirmation.class, "confirm.unreadable", String.valueOf(e.getMessage())),
                    Message.of(Confirmation.class, "confirm.nobody.cure"),
                    e);
        }
    }
}
