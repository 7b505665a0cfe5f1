package io.devopslab.cloud.service.codecommit.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.ResourceTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.ListRepositoriesRequest;
import software.amazon.awssdk.services.codecommit.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codecommit.model.PutRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryMetadata;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameExistsException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameIdPair;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;
import software.amazon.awssdk.services.codecommit.model.TagResourceRequest;
import software.amazon.awssdk.services.codecommit.model.UntagResourceRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryDescriptionRequest;
import software.amazon.awssdk.services.codecommit.model.UpdateRepositoryNameRequest;

/**
 * {@code AWS::CodeCommit::Repository} (CloudFormation Template Reference). Its identifier is the repository's own,
 * which outlives a change of its name; {@code Code} counts when the repository is made and never again.
 */
final class RepositoryResource implements ResourceHandler {

    private static final Set<String> KNOWN =
            Set.of("Code", "KmsKeyId", "RepositoryDescription", "RepositoryName", "Tags", "Triggers");

    private final Supplier<CodeCommitClient> client;
    private final RepositorySeed seed;

    RepositoryResource(Supplier<CodeCommitClient> client, RepositorySeed seed) {
        this.client = client;
        this.seed = seed;
    }

    @Override
    public String type() {
        return "AWS::CodeCommit::Repository";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties();
        check(properties);
        String name = properties.path("RepositoryName").asText();
        RepositoryMetadata made = createOrFind(request, name);
        if (properties.has("Triggers")) {
            putTriggers(name, properties);
        }
        if (properties.has("Code")) {
            seed.plant(name, properties.get("Code"));
        }
        return provisioned(made);
    }

    private static void check(ObjectNode properties) {
        properties.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("Encountered unsupported property " + name);
            }
        });
        if (!properties.path("RepositoryName").isTextual()) {
            throw new IllegalArgumentException("Property RepositoryName is required and must be a string.");
        }
    }

    /**
     * After a kill the step is taken again, and finds the repository that it made before. One that was to have
     * content may have half of it, and is made anew.
     */
    private RepositoryMetadata createOrFind(ResourceRequest request, String name) {
        try {
            return create(request, name);
        } catch (RepositoryNameExistsException e) {
            RepositoryMetadata present = client.get()
                    .getRepository(
                            GetRepositoryRequest.builder().repositoryName(name).build())
                    .repositoryMetadata();
            if (!ResourceTags.isMadeFor(request, tags(present))) {
                throw e;
            }
            if (!request.properties().has("Code")) {
                return present;
            }
            delete(name);
            return create(request, name);
        }
    }

    private RepositoryMetadata create(ResourceRequest request, String name) {
        ObjectNode properties = request.properties();
        return client.get()
                .createRepository(CreateRepositoryRequest.builder()
                        .repositoryName(name)
                        .repositoryDescription(
                                properties.path("RepositoryDescription").textValue())
                        .kmsKeyId(properties.path("KmsKeyId").textValue())
                        .tags(wantedTags(request))
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build())
                .repositoryMetadata();
    }

    private static Map<String, String> wantedTags(ResourceRequest request) {
        return ResourceTags.all(request);
    }

    private Map<String, String> tags(RepositoryMetadata repository) {
        return client.get()
                .listTagsForResource(ListTagsForResourceRequest.builder()
                        .resourceArn(repository.arn())
                        .build())
                .tags();
    }

    private void putTriggers(String name, ObjectNode properties) {
        List<RepositoryTrigger> triggers = new ArrayList<>();
        properties.path("Triggers").forEach(trigger -> triggers.add(trigger(trigger)));
        client.get()
                .putRepositoryTriggers(PutRepositoryTriggersRequest.builder()
                        .repositoryName(name)
                        .triggers(triggers)
                        .build());
    }

    private static RepositoryTrigger trigger(JsonNode properties) {
        RepositoryTrigger trigger = Shapes.readProperties(properties, RepositoryTrigger.class);
        return trigger.hasBranches()
                ? trigger
                : trigger.toBuilder().branches(List.of()).build();
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = request.properties();
        check(properties);
        if (!properties.path("KmsKeyId").equals(request.previous().path("KmsKeyId"))) {
            throw new IllegalArgumentException("KmsKeyId cannot be changed: there is no key service here.");
        }
        RepositoryMetadata present = find(request.physicalId())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The repository " + request.physicalId() + " does not exist any more."));
        String name = properties.path("RepositoryName").asText();
        if (!name.equals(present.repositoryName())) {
            client.get()
                    .updateRepositoryName(UpdateRepositoryNameRequest.builder()
                            .oldName(present.repositoryName())
                            .newName(name)
                            .build());
        }
        client.get()
                .updateRepositoryDescription(UpdateRepositoryDescriptionRequest.builder()
                        .repositoryName(name)
                        .repositoryDescription(
                                properties.path("RepositoryDescription").asText(""))
                        .build());
        if (properties.has("Triggers") || request.previous().has("Triggers")) {
            putTriggers(name, properties);
        }
        RepositoryMetadata now = find(request.physicalId()).orElseThrow();
        retag(request, now);
        return provisioned(now);
    }

    private void retag(ResourceRequest request, RepositoryMetadata repository) {
        Map<String, String> wanted = wantedTags(request);
        Set<String> dropped = ResourceTags.dropped(tags(repository), wanted);
        if (!dropped.isEmpty()) {
            client.get()
                    .untagResource(UntagResourceRequest.builder()
                            .resourceArn(repository.arn())
                            .tagKeys(dropped)
                            .build());
        }
        client.get()
                .tagResource(TagResourceRequest.builder()
                        .resourceArn(repository.arn())
                        .tags(wanted)
                        .overrideConfiguration(CallSource.of(request.stackId()))
                        .build());
    }

    @Override
    public void delete(ResourceRequest request) {
        find(request.physicalId()).ifPresent(repository -> delete(repository.repositoryName()));
    }

    private void delete(String name) {
        client.get()
                .deleteRepository(
                        DeleteRepositoryRequest.builder().repositoryName(name).build());
    }

    /** The repository of that identifier, whatever its name is by now. */
    private Optional<RepositoryMetadata> find(String id) {
        return client
                .get()
                .listRepositoriesPaginator(ListRepositoriesRequest.builder().build())
                .repositories()
                .stream()
                .filter(pair -> pair.repositoryId().equals(id))
                .map(RepositoryNameIdPair::repositoryName)
                .findFirst()
                .flatMap(this::get);
    }

    private Optional<RepositoryMetadata> get(String name) {
        try {
            return Optional.of(client.get()
                    .getRepository(
                            GetRepositoryRequest.builder().repositoryName(name).build())
                    .repositoryMetadata());
        } catch (RepositoryDoesNotExistException e) {
            return Optional.empty();
        }
    }

    private static Provisioned provisioned(RepositoryMetadata repository) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        attributes.put("Arn", repository.arn());
        attributes.put("CloneUrlHttp", repository.cloneUrlHttp());
        attributes.put("CloneUrlSsh", repository.cloneUrlSsh());
        attributes.put("Name", repository.repositoryName());
        return new Provisioned(repository.repositoryId(), attributes);
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return find(physicalId).map(repository -> {
            ObjectNode properties = JsonNodeFactory.instance.objectNode();
            properties.put("RepositoryName", repository.repositoryName());
            if (repository.repositoryDescription() != null) {
                properties.put("RepositoryDescription", repository.repositoryDescription());
            }
            properties.set("Triggers", triggers(repository.repositoryName()));
            ArrayNode tags = properties.putArray("Tags");
            new TreeMap<>(tags(repository)).forEach((key, value) -> {
                if (!key.startsWith("aws:")) {
                    tags.addObject().put("Key", key).put("Value", value);
                }
            });
            return properties;
        });
    }

    /** The triggers, with their members named as in a template. */
    private ArrayNode triggers(String name) {
        ArrayNode triggers = JsonNodeFactory.instance.arrayNode();
        client.get()
                .getRepositoryTriggers(GetRepositoryTriggersRequest.builder()
                        .repositoryName(name)
                        .build())
                .triggers()
                .forEach(trigger -> {
                    ObjectNode named = triggers.addObject();
                    Shapes.write(trigger)
                            .properties()
                            .forEach(member -> named.set(
                                    Character.toUpperCase(member.getKey().charAt(0))
                                            + member.getKey().substring(1),
                                    member.getValue()));
                });
        return triggers;
    }
}
