package io.devopslab.cli;

import io.devopslab.aws.Retry;
import io.devopslab.cli.console.Console;
import io.devopslab.text.Message;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Tells, while a command waits, that a call is tried again and why. */
final class RetryLines {

    private final Console console;

    RetryLines(Console console) {
        this.console = console;
    }

    void tell(Retry retry) {
        BigDecimal seconds = BigDecimal.valueOf(retry.delay().toMillis(), 3).setScale(1, RoundingMode.UP);
        String key =
                retry.throttled() ? "retry.throttled" : retry.service().isEmpty() ? "retry.silent" : "retry.failed";
        console.note(Message.of(RetryLines.class, key, retry.service(), retry.code(), seconds));
    }
}
