package io.devopslab.cloud.service.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.DeleteAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasRequest;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;

/** {@code AWS::Lambda::Alias}. Its identifier is the alias's ARN. */
final class AliasResource implements ResourceHandler {

    private final Supplier<LambdaClient> client;

    AliasResource(Supplier<LambdaClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::Lambda::Alias";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("FunctionName", "Name");
    }

    /**
     * An alias has no tags by which an earlier attempt of the same request could be known: one that is there and is
     * just as wanted counts as that.
     */
    @Override
    public Provisioned create(ResourceRequest request) {
        CreateAliasRequest wanted = wanted(request);
        try {
            return provisioned(client.get().createAlias(wanted).aliasArn());
        } catch (ResourceConflictException e) {
            GetAliasResponse present = client.get()
                    .getAlias(GetAliasRequest.builder()
                            .functionName(wanted.functionName())
                            .name(wanted.name())
                            .build());
            if (!present.functionVersion().equals(wanted.functionVersion())) {
                throw e;
            }
            return provisioned(present.aliasArn());
        }
    }

    private static CreateAliasRequest wanted(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        JsonNode routing = properties.remove("RoutingConfig");
        Map<String, Double> weights = new HashMap<>();
        if (routing != null) {
            routing.path("AdditionalVersionWeights")
                    .forEach(weight -> weights.put(
                            weight.path("FunctionVersion").asText(),
                            weight.path("FunctionWeight").asDouble()));
        }
        return Shapes.readProperties(properties, CreateAliasRequest.class).toBuilder()
                .routingConfig(AliasRoutingConfiguration.builder()
                        .additionalVersionWeights(weights)
                        .build())
                .build();
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, JsonNodeFactory.instance.objectNode().put("AliasArn", arn));
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        CreateAliasRequest wanted = wanted(request);
        String arn = client.get()
                .updateAlias(UpdateAliasRequest.builder()
                        .functionName(wanted.functionName())
                        .name(wanted.name())
                        .functionVersion(wanted.functionVersion())
                        .description(wanted.description() == null ? "" : wanted.description())
                        .routingConfig(wanted.routingConfig())
                        .build())
                .aliasArn();
        return provisioned(arn);
    }

    @Override
    public void delete(ResourceRequest request) {
        String arn = request.physicalId();
        client.get()
                .deleteAlias(DeleteAliasRequest.builder()
                        .functionName(function(arn))
                        .name(Arns.name(arn))
                        .build());
    }

    private static String function(String aliasArn) {
        return aliasArn.substring(0, aliasArn.lastIndexOf(':'));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            GetAliasResponse alias = client.get()
                    .getAlias(GetAliasRequest.builder()
                            .functionName(function(physicalId))
                            .name(Arns.name(physicalId))
                            .build());
            ObjectNode properties = Shapes.write(alias);
            properties.remove(List.of("AliasArn", "RevisionId", "RoutingConfig"));
            properties.put("FunctionName", Arns.name(function(physicalId)));
            if (alias.routingConfig() != null) {
                var weights = properties.putObject("RoutingConfig").putArray("AdditionalVersionWeights");
                alias.routingConfig().additionalVersionWeights().forEach((version, weight) -> weights.addObject()
                        .put("FunctionVersion", version)
                        .put("FunctionWeight", weight));
            }
            return Optional.of(properties);
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }
}
