package io.devopslab.cloud.service.codebuild;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.ReportGroup;
import software.amazon.awssdk.services.codebuild.model.UpdateReportGroupRequest;

/** {@code AWS::CodeBuild::ReportGroup}. Its reference is its ARN. */
final class ReportGroupResource implements ResourceHandler {

    private final Supplier<CodeBuildClient> client;

    ReportGroupResource(Supplier<CodeBuildClient> client) {
        this.client = client;
    }

    @Override
    public String type() {
        return "AWS::CodeBuild::ReportGroup";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of("Name", "Type");
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        properties.put("Name", properties.path("Name").asText(request.generatedName()));
        properties.remove("DeleteReports");
        ReportGroup group = client.get()
                .createReportGroup(Shapes.readProperties(properties, CreateReportGroupRequest.class))
                .reportGroup();
        return provisioned(group.arn());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        ObjectNode properties = request.properties().deepCopy();
        properties.remove(java.util.List.of("Name", "Type", "DeleteReports"));
        properties.put("Arn", request.physicalId());
        client.get().updateReportGroup(Shapes.readProperties(properties, UpdateReportGroupRequest.class));
        return provisioned(request.physicalId());
    }

    private static Provisioned provisioned(String arn) {
        return new Provisioned(arn, JsonNodeFactory.instance.objectNode().put("Arn", arn));
    }

    @Override
    public void delete(ResourceRequest request) {
        boolean withReports = request.properties().path("DeleteReports").asBoolean(false);
        client.get().deleteReportGroup(r -> r.arn(request.physicalId()).deleteReports(withReports));
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        return client.get().batchGetReportGroups(r -> r.reportGroupArns(physicalId)).reportGroups().stream()
                .findFirst()
                .map(group -> JsonNodeFactory.instance
                        .objectNode()
                        .put("Name", group.name())
                        .put("Type", group.typeAsString()));
    }
}
