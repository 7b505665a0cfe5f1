package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.service.cloudformation.resource.NestedStacks;
import io.devopslab.cloud.stack.state.Definition;
import io.devopslab.cloud.stack.state.StackRow;
import io.devopslab.cloud.stack.state.StackStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
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
        return Problems.translate(
                () -> mutations.get().create(complete, Optional.of(parent)).stackId());
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
    public String definition(String stackId) {
        return fingerprint(store.stack(stackId).definition());
    }

    private static String fingerprint(Definition definition) {
        String text = definition.body() + definition.parameters() + new TreeMap<>(definition.tagMap());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    @Override
    public boolean takeBack(String stackId, String definition, String token) {
        Optional<Definition> before = store.stack(stackId).operation().before().filter(earlier -> fingerprint(earlier)
                .equals(definition));
        before.ifPresent(earlier -> updates.get().takeBack(stackId, earlier, token));
        return before.isPresent();
    }

    @Override
    public void delete(DeleteStackRequest request) {
        mutations.get().delete(request);
    }

    @Override
    public Optional<StackEvent> failure(String stackId) {
        return store.events(stackId).stream()
                .filter(event -> stackId.equals(event.physicalResourceId()))
                .filter(event -> event.resourceStatusAsString().endsWith("ROLLBACK_IN_PROGRESS")
                        || event.resourceStatusAsString().endsWith("_FAILED"))
                .filter(event -> event.resourceStatusReason() != null)
                .findFirst();
    }

    @Override
    public Stack describe(String stackId) {
        return shapers.stack(store.stack(stackId));
    }
}
