package io.devopslab.cloud.service.codedeploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.CodeDeployException;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupInfo;
import software.amazon.awssdk.services.codedeploy.model.UpdateDeploymentGroupRequest;

/** {@code AWS::CodeDeploy::DeploymentGroup}, known by its name, which only its application makes unique. */
final class DeploymentGroupResource implements ResourceHandler {

    private static final Set<String> READ_ONLY = Set.of(
            "DeploymentGroupId",
            "TargetRevision",
            "LastSuccessfulDeployment",
            "LastAttemptedDeployment",
            "ComputePlatform");

    private final Supplier<CodeDeployClient> client;

    DeploymentGroupResource(Supplier<CodeDeployClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodeDeploy::DeploymentGroup";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("ApplicationName", "DeploymentGroupName");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        String name = request.properties().path("DeploymentGroupName").asText(request.generatedName());
        ObjectNode properties = properties(request).put("DeploymentGroupName", name);
        CreateDeploymentGroupRequest wanted =
                Shapes.readProperties(properties, CreateDeploymentGroupRequest.class).toBuilder()
                        .tags(TagLists.all(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build();
        try {
            client.get().createDeploymentGroup(wanted);
        } catch (DeploymentGroupAlreadyExistsException e) {
            // After a kill the step is taken again, and finds the group that it made before.
            if (!ResourceTags.isMadeFor(request, TagLists.read(client.get(), arn(request, name)))) {
                throw e;
            }
        }
        return provisioned(name);
    }

    /** The properties as the API has them, without the tags. */
    private static ObjectNode properties(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        properties.remove("Tags");
        if (properties.has("Deployment")) {
            throw new IllegalArgumentException("The embedded cloud does not support the property Deployment of"
                    + " AWS::CodeDeploy::DeploymentGroup: create the deployment by itself.");
        }
        unwrap(properties.path("OnPremisesTagSet"), "OnPremisesTagSetList", "OnPremisesTagGroup");
        unwrap(properties.path("Ec2TagSet"), "Ec2TagSetList", "Ec2TagGroup");
        if (properties.has("ECSServices")) {
            properties.set("EcsServices", properties.remove("ECSServices"));
        }
        return properties;
    }

    /** A template wraps each list of a set into an object; the API does not. */
    private static void unwrap(JsonNode set, String lists, String wrapper) {
        if (set instanceof ObjectNode object && object.has(lists)) {
            ArrayNode bare = JsonNodeFactory.instance.arrayNode();
            object.path(lists).forEach(list -> bare.add(list.path(wrapper)));
            object.set(lists, bare);
        }
    }

    /** The opposite; a set without lists is none. */
    private static void wrap(ObjectNode properties, String set, String lists, String wrapper) {
        JsonNode bare = properties.path(set).path(lists);
        if (bare.isEmpty()) {
            properties.remove(set);
            return;
        }
        ArrayNode wrapped = JsonNodeFactory.instance.arrayNode();
        bare.forEach(list -> wrapped.addObject().set(wrapper, list));
        ((ObjectNode) properties.path(set)).set(lists, wrapped);
    }

    private static String arn(ResourceRequest request, String name) {
        return TagLists.arn(
                request.stackId(),
                "deploymentgroup:"
                        + request.properties().path("ApplicationName").asText() + "/" + name);
    }

    private static Provisioned provisioned(String name) {
        return new Provisioned(name, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        String name = request.physicalId();
        ObjectNode properties = cleared(properties(request));
        properties.remove("DeploymentGroupName");
        properties.put("CurrentDeploymentGroupName", name);
        client.get().updateDeploymentGroup(Shapes.readProperties(properties, UpdateDeploymentGroupRequest.class));
        TagLists.update(client.get(), arn(request, name), request);
        return provisioned(name);
    }

    /** What was taken out of the template is taken out of the group. */
    private static ObjectNode cleared(ObjectNode properties) {
        for (String list : List.of("TriggerConfigurations", "OnPremisesInstanceTagFilters", "Ec2TagFilters")) {
            if (!properties.has(list)) {
                properties.putArray(list);
            }
        }
        for (String part : List.of("LoadBalancerInfo", "BlueGreenDeploymentConfiguration")) {
            if (!properties.has(part)) {
                properties.putObject(part);
            }
        }
        if (!properties.has("Ec2TagSet")) {
            properties.putObject("Ec2TagSet").putArray("Ec2TagSetList");
        }
        if (!properties.has("OnPremisesTagSet")) {
            properties.putObject("OnPremisesTagSet").putArray("OnPremisesTagSetList");
        }
        if (!properties.has("DeploymentStyle")) {
            properties
                    .putObject("DeploymentStyle")
                    .put("DeploymentType", "IN_PLACE")
                    .put("DeploymentOption", "WITHOUT_TRAFFIC_CONTROL");
        }
        if (!properties.has("AlarmConfiguration")) {
            properties.putObject("AlarmConfiguration").put("Enabled", false).putArray("Alarms");
        }
        if (!properties.has("AutoRollbackConfiguration")) {
            properties
                    .putObject("AutoRollbackConfiguration")
                    .put("Enabled", false)
                    .putArray("Events");
        }
        return properties;
    }

    @Override
    public void delete(ResourceRequest request) {
        String application = request.properties().path("ApplicationName").asText();
        client.get()
                .deleteDeploymentGroup(r -> r.applicationName(application).deploymentGroupName(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        List<DeploymentGroupInfo> found = client.get().listApplicationsPaginator().applications().stream()
                .flatMap(application -> find(application, physicalId).stream())
                .toList();
        if (found.size() > 1) {
            throw new UnsupportedOperationException(
                    "Several applications have a deployment group " + physicalId + "; which is meant cannot be told.");
        }
        return found.stream().findFirst().map(DeploymentGroupResource::live);
    }

    private Optional<DeploymentGroupInfo> find(String application, String group) {
        try {
            return Optional.of(client.get()
                    .getDeploymentGroup(r -> r.applicationName(application).deploymentGroupName(group))
                    .deploymentGroupInfo());
        } catch (DeploymentGroupDoesNotExistException e) {
            return Optional.empty();
        } catch (CodeDeployException e) {
            if (e.statusCode() >= 500) {
                throw e;
            }
            // Its application has gone meanwhile.
            return Optional.empty();
        }
    }

    private static ObjectNode live(DeploymentGroupInfo group) {
        ObjectNode properties = (ObjectNode) TemplateNames.pascal(Shapes.write(group));
        properties.remove(READ_ONLY);
        wrap(properties, "OnPremisesTagSet", "OnPremisesTagSetList", "OnPremisesTagGroup");
        wrap(properties, "Ec2TagSet", "Ec2TagSetList", "Ec2TagGroup");
        properties
                .properties()
                .removeIf(property ->
                        property.getValue().isEmpty() && property.getValue().isContainerNode());
        return properties;
    }
}
