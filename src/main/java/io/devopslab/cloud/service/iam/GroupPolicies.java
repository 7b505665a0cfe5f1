package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.service.iam.PolicyHolders.Kind;
import java.util.List;
import software.amazon.awssdk.services.iam.model.*;

/** The policies in groups and on them. */
final class GroupPolicies {

    private final PolicyHolders holders;
    private final ManagedPolicies managed;

    GroupPolicies(PolicyHolders holders, ManagedPolicies managed) {
        this.holders = holders;
        this.managed = managed;
    }

    PutGroupPolicyResponse put(PutGroupPolicyRequest request) {
        String group = Groups.name(request.groupName());
        String name = IamNames.check("policyName", request.policyName(), 128);
        String document = PolicyDocuments.identity("policyDocument", request.policyDocument());
        holders.put(Kind.GROUP, group, name, document);
        return PutGroupPolicyResponse.builder().build();
    }

    GetGroupPolicyResponse get(GetGroupPolicyRequest request) {
        String group = Groups.name(request.groupName());
        String name = IamNames.check("policyName", request.policyName(), 128);
        return GetGroupPolicyResponse.builder()
                .groupName(holders.get(Kind.GROUP, group).name())
                .policyName(name)
                .policyDocument(PolicyDocuments.encoded(holders.document(Kind.GROUP, group, name)))
                .build();
    }

    DeleteGroupPolicyResponse delete(DeleteGroupPolicyRequest request) {
        String group = Groups.name(request.groupName());
        holders.delete(Kind.GROUP, group, IamNames.check("policyName", request.policyName(), 128));
        return DeleteGroupPolicyResponse.builder().build();
    }

    ListGroupPoliciesResponse list(ListGroupPoliciesRequest request) {
        PolicyHolders.Holder holder = holders.get(Kind.GROUP, Groups.name(request.groupName()));
        List<String> names = List.copyOf(holder.inline().keySet());
        Pages.Page<String> page = Pages.of(names, name -> name, request.marker(), request.maxItems());
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    AttachGroupPolicyResponse attach(AttachGroupPolicyRequest request) {
        String group = Groups.name(request.groupName());
        holders.attach(Kind.GROUP, group, managed.attachable(request.policyArn()));
        return AttachGroupPolicyResponse.builder().build();
    }

    DetachGroupPolicyResponse detach(DetachGroupPolicyRequest request) {
        String group = Groups.name(request.groupName());
        holders.detach(Kind.GROUP, group, ManagedPolicies.arn(request.policyArn()));
        return DetachGroupPolicyResponse.builder().build();
    }

    ListAttachedGroupPoliciesResponse listAttached(ListAttachedGroupPoliciesRequest request) {
        List<AttachedPolicy> attached =
                holders.attached(Kind.GROUP, Groups.name(request.groupName()), request.pathPrefix());
        Pages.Page<AttachedPolicy> page =
                Pages.of(attached, AttachedPolicy::policyArn, request.marker(), request.maxItems());
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
