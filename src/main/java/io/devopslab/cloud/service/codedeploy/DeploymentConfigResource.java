package io.devopslab.cloud.service.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentConfigRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInfo;

/** {@code AWS::CodeDeploy::DeploymentConfig}, known by its name. Every change of it needs a new one. */
final class DeploymentConfigResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of(
            "ComputePlatform", "DeploymentConfigName", "MinimumHealthyHosts", "TrafficRoutingConfig", "ZonalConfig");

    private final Supplier<CodeDeployClient> client;

    DeploymentConfigResource(Supplier<CodeDeployClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodeDeploy::DeploymentConfig";
    }

    @Override
    public Set<String> createOnly() {
        return PROPERTIES;
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = request.properties().path("DeploymentConfigName").asText(request.generatedName());
        ObjectNode properties = request.properties().deepCopy().put("DeploymentConfigName", name);
        CreateDeploymentConfigRequest wanted = Shapes.readProperties(properties, CreateDeploymentConfigRequest.class);
        try {
            client.get().createDeploymentConfig(wanted);
        } catch (DeploymentConfigAlreadyExistsException e) {
            // Configurations have no tags: one that is there and is just as wanted counts as made before.
            if (!isSame(wanted, info(name))) {
                throw e;
            }
        }
        return new Provisioned(name, JsonNodeFactory.instance.objectNode());
    }

    private static boolean isSame(CreateDeploymentConfigRequest wanted, DeploymentConfigInfo present) {
        return Objects.equals(wanted.minimumHealthyHosts(), present.minimumHealthyHosts())
                && Objects.equals(wanted.trafficRoutingConfig(), present.trafficRoutingConfig());
    }

    private DeploymentConfigInfo info(String name) {
        return client.get()
                .getDeploymentConfig(r -> r.deploymentConfigName(name))
                .deploymentConfigInfo();
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        throw new UnsupportedOperationException("A deployment configuration cannot be changed.");
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteDeploymentConfig(r -> r.deploymentConfigName(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            DeploymentConfigInfo info = info(physicalId);
            JsonNode live = TemplateNames.pascal(Shapes.write(info));
            ObjectNode properties = (ObjectNode) live;
            properties.retain(PROPERTIES);
            return Optional.of(properties);
        } catch (DeploymentConfigDoesNotExistException e) {
            return Optional.empty();
        }
    }
}
