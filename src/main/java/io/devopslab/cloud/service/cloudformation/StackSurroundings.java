package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.service.cloudformation.resource.Surroundings;
import io.devopslab.cloud.stack.ResourceRequest;
import io.devopslab.cloud.stack.state.ResourceRow;
import io.devopslab.cloud.stack.state.StackStore;

/** Tells handlers about their resources from the tables of the stacks. */
record StackSurroundings(StackStore store) implements Surroundings {

    @Override
    public boolean cancelled(ResourceRequest request) {
        return store.resource(request.stackId(), request.logicalId())
                .filter(row -> row.status().toString().endsWith("_FAILED"))
                .filter(row -> row.step().token().equals(request.token()))
                .isPresent();
    }

    @Override
    public String type(ResourceRequest request) {
        return store.resource(request.stackId(), request.logicalId())
                .map(ResourceRow::type)
                .orElse("AWS::CloudFormation::CustomResource");
    }
}
