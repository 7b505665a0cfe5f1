package io.devopslab.cloud.service.cloudformation.resource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.stack.ResourceHandler;
import io.devopslab.cloud.stack.ResourceRequest;
import java.util.Optional;
import java.util.Set;

/** {@code AWS::CDK::Metadata}, which CDK adds to templates: on AWS, too, it is nothing but its own record. */
final class MetadataHandler implements ResourceHandler {

    @Override
    public String type() {
        return "AWS::CDK::Metadata";
    }

    @Override
    public Set<String> createOnly() {
        return Set.of();
    }

    @Override
    public Provisioned create(ResourceRequest request) {
        return new Provisioned(request.generatedName(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Provisioned update(ResourceRequest request) {
        return new Provisioned(request.physicalId(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void delete(ResourceRequest request) {
        // There is nothing but the record of it.
    }

    @Override
    public Optional<ObjectNode> read(String physicalId) {
        throw new UnsupportedOperationException("CDK's metadata have no drift");
    }
}
