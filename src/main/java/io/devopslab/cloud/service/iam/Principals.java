package io.devopslab.cloud.service.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** The properties {@code Roles}, {@code Users} and {@code Groups} of a policy in a template. */
final class Principals {

    static final Set<String> PROPERTIES = Set.of("Roles", "Users", "Groups");

    private final IamClient client;

    Principals(IamClient client) {
        this.client = client;
    }

    /** One of those who have the policy. */
    record Principal(String kind, String name) {}

    static List<Principal> of(ObjectNode properties) {
        List<Principal> principals = new ArrayList<>();
        for (String kind : List.of("Roles", "Users", "Groups")) {
            properties.path(kind).forEach(name -> principals.add(new Principal(kind, name.asText())));
        }
        return principals;
    }

    void put(Principal principal, String policy, String document) {
        String name = principal.name();
        switch (principal.kind()) {
            case "Roles" ->
                client.putRolePolicy(PutRolePolicyRequest.builder()
                        .roleName(name)
                        .policyName(policy)
                        .policyDocument(document)
                        .build());
            case "Users" ->
                client.putUserPolicy(PutUserPolicyRequest.builder()
                        .userName(name)
                        .policyName(policy)
                        .policyDocument(document)
                        .build());
            default ->
                client.putGroupPolicy(PutGroupPolicyRequest.builder()
                        .groupName(name)
                        .policyName(policy)
                        .policyDocument(document)
                        .build());
        }
    }

    void delete(Principal principal, String policy) {
        String name = principal.name();
        quietly(client -> {
            switch (principal.kind()) {
                case "Roles" ->
                    client.deleteRolePolicy(DeleteRolePolicyRequest.builder()
                            .roleName(name)
                            .policyName(policy)
                            .build());
                case "Users" ->
                    client.deleteUserPolicy(DeleteUserPolicyRequest.builder()
                            .userName(name)
                            .policyName(policy)
                            .build());
                default ->
                    client.deleteGroupPolicy(DeleteGroupPolicyRequest.builder()
                            .groupName(name)
                            .policyName(policy)
                            .build());
            }
        });
    }

    void attach(Principal principal, String arn) {
        String name = principal.name();
        switch (principal.kind()) {
            case "Roles" ->
                client.attachRolePolicy(AttachRolePolicyRequest.builder()
                        .roleName(name)
                        .policyArn(arn)
                        .build());
            case "Users" ->
                client.attachUserPolicy(AttachUserPolicyRequest.builder()
                        .userName(name)
                        .policyArn(arn)
                        .build());
            default ->
                client.attachGroupPolicy(AttachGroupPolicyRequest.builder()
                        .groupName(name)
                        .policyArn(arn)
                        .build());
        }
    }

    void detach(Principal principal, String arn) {
        String name = principal.name();
        quietly(client -> {
            switch (principal.kind()) {
                case "Roles" ->
                    client.detachRolePolicy(DetachRolePolicyRequest.builder()
                            .roleName(name)
                            .policyArn(arn)
                            .build());
                case "Users" ->
                    client.detachUserPolicy(DetachUserPolicyRequest.builder()
                            .userName(name)
                            .policyArn(arn)
                            .build());
                default ->
                    client.detachGroupPolicy(DetachGroupPolicyRequest.builder()
                            .groupName(name)
                            .policyArn(arn)
                            .build());
            }
        });
    }

    /** What is gone needs no taking away. */
    private void quietly(Consumer<IamClient> call) {
        try {
            call.accept(client);
        } catch (NoSuchEntityException e) {
            // It is gone.
        }
    }
}
