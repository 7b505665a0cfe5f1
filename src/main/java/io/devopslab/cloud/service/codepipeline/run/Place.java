package io.devopslab.cloud.service.codepipeline.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** Where in its pipeline an execution is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Place.Before.class, name = "before"),
    @JsonSubTypes.Type(value = Place.In.class, name = "in"),
    @JsonSubTypes.Type(value = Place.HaltedIn.class, name = "halted"),
    @JsonSubTypes.Type(value = Place.Ended.class, name = "ended"),
})
public sealed interface Place {

    /** It waits to enter the stage: the stage is busy, or its inbound transition is disabled. */
    record Before(String stage) implements Place {}

    /** It is being worked on in the stage, which no other execution can enter meanwhile. */
    record In(String stage) implements Place {}

    /** It failed or was stopped in the stage, from where it can be retried. */
    record HaltedIn(String stage) implements Place {}

    /** It is over. */
    record Ended() implements Place {}

    /** The stage that it waits for. */
    default Optional<String> inbound() {
        return this instanceof Before before ? Optional.of(before.stage()) : Optional.empty();
    }

    /** The stage that it occupies. */
    default Optional<String> occupied() {
        return this instanceof In in ? Optional.of(in.stage()) : Optional.empty();
    }
}
