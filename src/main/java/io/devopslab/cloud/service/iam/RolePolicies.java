package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.service.iam.PolicyHolders.Kind;
import java.util.List;
import software.amazon.awssdk.services.iam.model.*;

/** The policies in roles and on them. */
final class RolePolicies {

    private final PolicyHolders holders;
    private final ManagedPolicies managed;

    RolePolicies(PolicyHolders holders, ManagedPolicies managed) {
        this.holders = holders;
        this.managed = managed;
    }

    PutRolePolicyResponse put(PutRolePolicyRequest request) {
        String role = Roles.name(request.roleName());
        String name = IamNames.check("policyName", request.policyName(), 128);
        String document = PolicyDocuments.identity("policyDocument", request.policyDocument());
        holders.put(Kind.ROLE, role, name, document);
        return PutRolePolicyResponse.builder().build();
    }

    GetRolePolicyResponse get(GetRolePolicyRequest request) {
        String role = Roles.name(request.roleName());
        String name = IamNames.check("policyName", request.policyName(), 128);
        return GetRolePolicyResponse.builder()
                .roleName(holders.get(Kind.ROLE, role).name())
                .policyName(name)
                .policyDocument(PolicyDocuments.encoded(holders.document(Kind.ROLE, role, name)))
                .build();
    }

    DeleteRolePolicyResponse delete(DeleteRolePolicyRequest request) {
        String role = Roles.name(request.roleName());
        holders.delete(Kind.ROLE, role, IamNames.check("policyName", request.policyName(), 128));
        return DeleteRolePolicyResponse.builder().build();
    }

    ListRolePoliciesResponse list(ListRolePoliciesRequest request) {
        PolicyHolders.Holder holder = holders.get(Kind.ROLE, Roles.name(request.roleName()));
        List<String> names = List.copyOf(holder.inline().keySet());
        Pages.Page<String> page = Pages.of(names, name -> name, request.marker(), request.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    AttachRolePolicyResponse attach(AttachRolePolicyRequest request) {
        String role = Roles.name(request.roleName());
        holders.attach(Kind.ROLE, role, managed.attachable(request.policyArn()));
        return AttachRolePolicyResponse.builder().build();
    }

    DetachRolePolicyResponse detach(DetachRolePolicyRequest request) {
        String role = Roles.name(request.roleName());
        holders.detach(Kind.ROLE, role, ManagedPolicies.arn(request.policyArn()));
        return DetachRolePolicyResponse.builder().build();
    }

    ListAttachedRolePoliciesResponse listAttached(ListAttachedRolePoliciesRequest request) {
        List<AttachedPolicy> attached =
                holders.attached(Kind.ROLE, Roles.name(request.roleName()), request.pathPrefix());
        Pages.Page<AttachedPolicy> page =
                Pages.of(attached, AttachedPolicy::policyArn, request.marker(), request.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
