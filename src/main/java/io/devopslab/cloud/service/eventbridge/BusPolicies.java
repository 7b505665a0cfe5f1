package io.devopslab.cloud.service.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Store;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.PutPermissionResponse;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionRequest;
import software.amazon.awssdk.services.eventbridge.model.RemovePermissionResponse;

/** Who else may put events on a bus: a policy document, kept and shown. All callers here are of one account. */
final class BusPolicies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SID = Pattern.compile("[a-zA-Z0-9-_]+");
    private static final Pattern PRINCIPAL = Pattern.compile("(\\d{12}|\\*)");

    private final Store store;
    private final EventBuses buses;

    BusPolicies(Store store, EventBuses buses) {
        this.store = store;
        this.buses = buses;
    }

    PutPermissionResponse put(PutPermissionRequest request) {
        new Constraints()
                .length("statementId", request.statementId(), 1, 64)
                .pattern("statementId", request.statementId(), SID)
                .pattern("principal", request.principal(), PRINCIPAL)
                .verify(EventBridgeException.builder());
        if (request.condition() != null) {
            new Constraints()
                    .required("condition.type", request.condition().type())
                    .required("condition.key", request.condition().key())
                    .required("condition.value", request.condition().value())
                    .verify(EventBridgeException.builder());
        }
        store.write(() -> {
            EventBuses.Bus bus = buses.bus(request.eventBusName());
            ObjectNode policy = request.policy() == null ? extended(bus, request) : document(request.policy());
            buses.setPolicy(bus.name(), Optional.of(policy.toString()));
        });
        return PutPermissionResponse.builder().build();
    }

    private ObjectNode extended(EventBuses.Bus bus, PutPermissionRequest request) {
        if (request.statementId() == null || request.principal() == null || request.action() == null) {
            throw EventBridgeErrors.validation("Parameter StatementId, Action and Principal must be specified.");
        }
        ObjectNode policy = bus.policy().map(BusPolicies::document).orElseGet(() -> JSON.createObjectNode()
                .put("Version", "2012-10-17"));
        ArrayNode statements = policy.withArray("Statement");
        removeStatement(statements, request.statementId());
        ObjectNode statement =
                statements.addObject().put("Sid", request.statementId()).put("Effect", "Allow");
        if (request.principal().equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement.putObject("Principal").put("AWS", "arn:aws:iam::" + request.principal() + ":root");
        }
        statement.put("Action", request.action()).put("Resource", buses.arn(bus.name()));
        if (request.condition() != null) {
            statement
                    .putObject("Condition")
                    .putObject(request.condition().type())
                    .put(request.condition().key(), request.condition().value());
        }
        return policy;
    }

    RemovePermissionResponse remove(RemovePermissionRequest request) {
        store.write(() -> {
            EventBuses.Bus bus = buses.bus(request.eventBusName());
            if (Boolean.TRUE.equals(request.removeAllPermissions())) {
                buses.setPolicy(bus.name(), Optional.empty());
                return;
            }
            ObjectNode policy = bus.policy().map(BusPolicies::document).orElseGet(JSON::createObjectNode);
            ArrayNode statements = policy.withArray("Statement");
            if (request.statementId() == null || !removeStatement(statements, request.statementId())) {
                throw EventBridgeErrors.notFound("Statement with the provided id does not exist.");
            }
            buses.setPolicy(bus.name(), statements.isEmpty() ? Optional.empty() : Optional.of(policy.toString()));
        });
        return RemovePermissionResponse.builder().build();
    }

    private static boolean removeStatement(ArrayNode statements, String sid) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).path("Sid").asText().equals(sid)) {
                statements.remove(i);
                return true;
            }
        }
        return false;
    }

    private static ObjectNode document(String policy) {
        try {
            if (JSON.readTree(policy) instanceof ObjectNode document) {
                return document;
            }
        } catch (JsonProcessingException e) {
            // Told below, as for a text that is JSON and no object.
        }
        throw EventBridgeErrors.validation("Parameter Policy is not valid. Reason: The policy is not a JSON object.");
    }
}
