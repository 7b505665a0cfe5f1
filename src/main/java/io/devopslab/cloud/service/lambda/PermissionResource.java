package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.ListAliasesRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** {@code AWS::Lambda::Permission}. Its identifier is the statement's, which is unique to the resource. */
final class PermissionResource implements ResourceHandler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supplier<LambdaClient> client;

    PermissionResource(Supplier<LambdaClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Lambda::Permission";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of(
                "Action",
                "EventSourceToken",
                "FunctionName",
                "FunctionUrlAuthType",
                "InvokedViaFunctionUrl",
                "Principal",
                "PrincipalOrgID",
                "SourceAccount",
                "SourceArn");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String statement = request.generatedName();
        try {
            client.get()
                    .addPermission(Shapes.readProperties(request.properties(), AddPermissionRequest.class).toBuilder()
                            .statementId(statement)
                            .build());
        } catch (ResourceConflictException e) {
            // The name is generated for this resource: an earlier attempt came this far.
        }
        return provisioned(statement);
    }

    private static Provisioned provisioned(String statement) {
        return new Provisioned(statement, JsonNodeFactory.instance.objectNode().put("Id", statement));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return provisioned(request.physicalId());
    }

    @Override
    public void delete(ResourceRequest request) {
        try {
            client.get()
                    .removePermission(RemovePermissionRequest.builder()
                            .functionName(
                                    request.properties().path("FunctionName").asText())
                            .statementId(request.physicalId())
                            .build());
        } catch (ResourceNotFoundException e) {
            // It is gone, or its function is.
        }
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return client
                .get()
                .listFunctionsPaginator(ListFunctionsRequest.builder().build())
                .functions()
                .stream()
                .flatMap(this::targets)
                .flatMap(arn -> statement(arn, physicalId).stream())
                .findFirst();
    }

    private Stream<String> targets(FunctionConfiguration function) {
        ListAliasesRequest aliases = ListAliasesRequest.builder()
                .functionName(function.functionName())
                .build();
        return Stream.concat(
                Stream.of(function.functionArn()),
                client.get().listAliasesPaginator(aliases).aliases().stream().map(AliasConfiguration::aliasArn));
    }

    private Optional<ObjectNode> statement(String arn, String id) {
        try {
            String policy = client.get()
                    .getPolicy(GetPolicyRequest.builder().functionName(arn).build())
                    .policy();
            for (JsonNode statement : JSON.readTree(policy).path("Statement")) {
                if (statement.path("Sid").asText().equals(id)) {
                    return Optional.of(properties(statement));
                }
            }
            return Optional.empty();
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Lambda's policies are JSON.", e);
        }
    }

    private static ObjectNode properties(JsonNode statement) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.set("Action", statement.path("Action"));
        properties.set("FunctionName", statement.path("Resource"));
        JsonNode principal = statement.path("Principal");
        String name = Stream.of(principal.path("Service"), principal.path("AWS"), principal)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
        properties.put("Principal", name);
        for (List<String> condition : List.of(
                List.of("ArnLike", "AWS:SourceArn", "SourceArn"),
                List.of("StringEquals", "AWS:SourceAccount", "SourceAccount"))) {
            JsonNode value = statement.path("Condition").path(condition.get(0)).path(condition.get(1));
            if (value.isTextual()) {
                properties.set(condition.get(2), value);
            }
        }
        return properties;
    }
}
