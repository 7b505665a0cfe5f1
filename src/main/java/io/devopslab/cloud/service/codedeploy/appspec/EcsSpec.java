package io.devopslab.cloud.service.codedeploy.appspec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The AppSpec file of an Amazon ECS deployment (CodeDeploy User Guide, "AppSpec 'resources' section for Amazon ECS
 * deployments", "AppSpec 'hooks' section for an Amazon ECS deployment").
 *
 * @param name what the file calls the resource
 * @param taskDefinition of the replacement tasks
 * @param container to which the load balancer leads traffic
 * @param port of the container
 * @param platformVersion of Fargate; empty for that of the service
 * @param network where the replacement tasks are; empty for that of the service
 * @param hooks which function validates at which lifecycle event
 */
public record EcsSpec(
        String name,
        String taskDefinition,
        String container,
        int port,
        Optional<String> platformVersion,
        Optional<Network> network,
        Map<String, String> hooks) {

    public static final String BEFORE_INSTALL = "BeforeInstall";
    public static final String AFTER_INSTALL = "AfterInstall";
    public static final String AFTER_ALLOW_TEST_TRAFFIC = "AfterAllowTestTraffic";
    public static final String BEFORE_ALLOW_TRAFFIC = "BeforeAllowTraffic";
    public static final String AFTER_ALLOW_TRAFFIC = "AfterAllowTraffic";

    private static final ResourceSpec.Form FORM = new ResourceSpec.Form(
            "AWS::ECS::Service",
            "Amazon ECS service",
            "an Amazon ECS deployment",
            List.of(
                    BEFORE_INSTALL,
                    AFTER_INSTALL,
                    AFTER_ALLOW_TEST_TRAFFIC,
                    BEFORE_ALLOW_TRAFFIC,
                    AFTER_ALLOW_TRAFFIC));

    public EcsSpec {
        hooks = Map.copyOf(hooks);
    }

    /**
     * A network configuration of the mode awsvpc.
     *
     * @param assignPublicIp ENABLED, DISABLED, or nothing
     */
    public record Network(List<String> subnets, List<String> securityGroups, String assignPublicIp) {

        public Network {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
        }
    }

    /**
     * @param text YAML or JSON
     * @throws InvalidAppSpecException when it is no AppSpec file of an ECS deployment
     */
    public static EcsSpec parse(String text) throws InvalidAppSpecException {
        ResourceSpec spec = FORM.parse(text);
        JsonNode properties = spec.properties();
        if (!properties.path("CapacityProviderStrategy").isEmpty()) {
            throw new InvalidAppSpecException("The embedded cloud has no capacity providers.");
        }
        JsonNode balancer = properties.path("LoadBalancerInfo");
        return new EcsSpec(
                spec.name(),
                ResourceSpec.required(properties, "TaskDefinition"),
                ResourceSpec.required(balancer, "ContainerName"),
                port(balancer),
                Optional.of(properties.path("PlatformVersion").asText("")).filter(version -> !version.isEmpty()),
                network(properties.path("NetworkConfiguration").path("AwsvpcConfiguration")),
                spec.hooks());
    }

    private static int port(JsonNode balancer) throws InvalidAppSpecException {
        int port = balancer.path("ContainerPort").asInt();
        if (port < 1 || port > 65_535) {
            throw new InvalidAppSpecException("The property ContainerPort of the AppSpec file must be a port.");
        }
        return port;
    }

    private static Optional<Network> network(JsonNode network) throws InvalidAppSpecException {
        if (network.isMissingNode() || network.isNull()) {
            return Optional.empty();
        }
        List<String> subnets = texts(network.path("Subnets"));
        if (subnets.isEmpty()) {
            throw new InvalidAppSpecException("The property Subnets is missing in the AppSpec file.");
        }
        return Optional.of(new Network(
                subnets,
                texts(network.path("SecurityGroups")),
                network.path("AssignPublicIp").asText("")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText("")));
        return texts;
    }

    public Optional<String> hook(String event) {
        return Optional.ofNullable(hooks.get(event));
    }

    /** The file of a service as it was before, without validation. */
    public EcsSpec returningTo(String formerDefinition, String formerContainer, int formerPort) {
        return new EcsSpec(
                name, formerDefinition, formerContainer, formerPort, Optional.empty(), Optional.empty(), Map.of());
    }

    /** The file's text, as JSON. */
    public String text() {
        ObjectNode properties = JsonNodeFactory.instance.objectNode().put("TaskDefinition", taskDefinition);
        properties.putObject("LoadBalancerInfo").put("ContainerName", container).put("ContainerPort", port);
        platformVersion.ifPresent(version -> properties.put("PlatformVersion", version));
        network.ifPresent(place -> {
            ObjectNode vpc = properties.putObject("NetworkConfiguration").putObject("AwsvpcConfiguration");
            ArrayNode subnets = vpc.putArray("Subnets");
            place.subnets().forEach(subnets::add);
            ArrayNode groups = vpc.putArray("SecurityGroups");
            place.securityGroups().forEach(groups::add);
            if (!place.assignPublicIp().isEmpty()) {
                vpc.put("AssignPublicIp", place.assignPublicIp());
            }
        });
        return FORM.text(name, properties, hooks);
    }
}
