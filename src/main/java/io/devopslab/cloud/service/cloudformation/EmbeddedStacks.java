package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.service.cloudformation.resource.NestedStacks;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.state.StackStore;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** Nested stacks, made with what their parents have. */
final class EmbeddedStacks implements NestedStacks {

    private final StackStore store;
    private final Shapers shapers;
    private final Supplier<StackMutations> mutations;
    private final Supplier<StackUpdates> updates;

    EmbeddedStacks(
            StackStore store, Shapers shapers, Supplier<StackMutations> mutations, Supplier<StackUpdates> updates) {
        this.store = store;
        this.shapers = shapers;
        this.mutations = mutations;
        this.updates = updates;
    }

    @Override
    public String create(CreateStackRequest request, String parentId) {
        StackRow parent = store.stack(parentId);
        CreateStackRequest complete = request.toBuilder()
                .capabilitiesWithStrings(parent.definition().capabilities())
                .roleARN(parent.definition().roleArn().orElse(null))
                .build();
        return Problems.translate(() ->
                mutations.get().create(complete, java.util.Optional.of(parent)).stackId());
    }

    @Override
    public boolean update(UpdateStackRequest request, String parentId) {
        StackRow parent = store.stack(parentId);
        UpdateStackRequest complete = request.toBuilder()
                .capabilitiesWithStrings(parent.definition().capabilities())
                .roleARN(parent.definition().roleArn().orElse(null))
                .build();
        try {
            Problems.translate(() -> updates.get().update(complete));
            return true;
        } catch (AwsServiceException e) {
            if (StackUpdates.NO_UPDATES.equals(e.awsErrorDetails().errorMessage())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void delete(DeleteStackRequest request) {
        mutations.get().delete(request);
    }

    @Override
    public Stack describe(String stackId) {
        return shapers.stack(store.stack(stackId));
    }
}
