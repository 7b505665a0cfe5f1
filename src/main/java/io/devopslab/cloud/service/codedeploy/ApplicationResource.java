package io.devopslab.cloud.service.codedeploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.ApplicationAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationInfo;
import software.amazon.awssdk.services.codedeploy.model.CreateApplicationRequest;

/** {@code AWS::CodeDeploy::Application}, known by its name. */
final class ApplicationResource implements ResourceHandler {

    private static final Set<String> PROPERTIES = Set.of("ApplicationName", "ComputePlatform", "Tags");

    private final Supplier<CodeDeployClient> client;

    ApplicationResource(Supplier<CodeDeployClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodeDeploy::Application";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("ApplicationName", "ComputePlatform");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        requireKnown(request);
        String name = request.properties().path("ApplicationName").asText(request.generatedName());
        try {
            client.get()
                    .createApplication(CreateApplicationRequest.builder()
                            .applicationName(name)
                            .computePlatform(
                                    request.properties().path("ComputePlatform").asText("Server"))
                            .tags(TagLists.all(request))
                            .overrideConfiguration(CallSource.of(request.stackId()))
                            .build());
        } catch (ApplicationAlreadyExistsException e) {
            // After a kill the step is taken again, and finds the application that it made before.
            if (!ResourceTags.isMadeFor(request, TagLists.read(client.get(), arn(request, name)))) {
                throw e;
            }
        }
        return provisioned(name);
    }

    private static void requireKnown(ResourceRequest request) {
        request.properties().fieldNames().forEachRemaining(name -> {
            if (!PROPERTIES.contains(name)) {
                throw new IllegalArgumentException("An application has no property " + name + ".");
            }
        });
    }

    private static String arn(ResourceRequest request, String name) {
        return TagLists.arn(request.stackId(), "application:" + name);
    }

    private static Provisioned provisioned(String name) {
        return new Provisioned(name, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        requireKnown(request);
        TagLists.update(client.get(), arn(request, request.physicalId()), request);
        return provisioned(request.physicalId());
    }

    @Override
    public void delete(ResourceRequest request) {
        client.get().deleteApplication(r -> r.applicationName(request.physicalId()));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        try {
            ApplicationInfo application = client.get()
                    .getApplication(r -> r.applicationName(physicalId))
                    .application();
            return Optional.of(JsonNodeFactory.instance
                    .objectNode()
                    .put("ApplicationName", application.applicationName())
                    .put("ComputePlatform", application.computePlatformAsString()));
        } catch (ApplicationDoesNotExistException e) {
            return Optional.empty();
        }
    }
}
