package io.devopslab.dora;

import java.time.Instant;

/**
 * An alarm's change of state.
 *
 * @param state {@code OK}, {@code ALARM} or {@code INSUFFICIENT_DATA}
 */
public record AlarmChange(String alarm, String state, Instant at) {

    boolean rings() {
        return state.equals("ALARM");
    }
}
