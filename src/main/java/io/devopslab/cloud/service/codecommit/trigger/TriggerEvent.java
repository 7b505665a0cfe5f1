package io.devopslab.cloud.service.codecommit.trigger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.service.codecommit.repository.Move;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;

/**
 * What a trigger's destination is told (Lambda Developer Guide, "Using AWS Lambda with AWS CodeCommit"). Custom data
 * that the trigger has not is null, as in messages received from AWS.
 *
 * @param name {@code ReferenceChanges}, or {@code TriggerEventTest} when the trigger is tried out
 * @param repositoryArn the repository whose references moved
 * @param configurationId the state of the repository's triggers
 */
record TriggerEvent(
        String id,
        String name,
        String region,
        String repositoryArn,
        String configurationId,
        String callerArn,
        Instant time,
        List<Reference> references) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx");

    TriggerEvent {
        references = List.copyOf(references);
    }

    /**
     * A reference that moved.
     *
     * @param kind {@code created}, {@code deleted}, or nothing for an update
     */
    record Reference(String commit, String ref, Optional<String> kind) {

        static Reference updated(String commit, String ref) {
            return new Reference(commit, ref, Optional.empty());
        }

        static Reference of(Move move) {
            Optional<String> kind = move.to().isEmpty()
                    ? Optional.of("deleted")
                    : move.from().isEmpty() ? Optional.of("created") : Optional.empty();
            String commit = move.to().or(move::from).orElse(ObjectId.zeroId().name());
            return new Reference(commit, move.reference(), kind);
        }
    }

    ObjectNode json(RepositoryTrigger trigger) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ObjectNode entry = event.putArray("Records").addObject();
        entry.put("awsRegion", region);
        ArrayNode moved = entry.putObject("codecommit").putArray("references");
        for (Reference reference : references) {
            ObjectNode node = moved.addObject();
            node.put("commit", reference.commit()).put("ref", reference.ref());
            reference.kind().ifPresent(kind -> node.put(kind, true));
        }
        entry.put("customData", trigger.customData());
        entry.put("eventId", id);
        entry.put("eventName", name);
        entry.put("eventPartNumber", 1);
        entry.put("eventSource", "aws:codecommit");
        entry.put("eventSourceARN", repositoryArn);
        entry.put("eventTime", TIME.format(time.atOffset(ZoneOffset.UTC)));
        entry.put("eventTotalParts", 1);
        entry.put("eventTriggerConfigId", configurationId);
        entry.put("eventTriggerName", trigger.name());
        entry.put("eventVersion", "1.0");
        entry.put("userIdentityARN", callerArn);
        return event;
    }
}
