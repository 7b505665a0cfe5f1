package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.service.iam.PolicyHolders.Kind;
import java.util.List;
import software.amazon.awssdk.services.iam.model.*;

/** The policies in users and on them. */
final class UserPolicies {

    private final PolicyHolders holders;
    private final ManagedPolicies managed;

    UserPolicies(PolicyHolders holders, ManagedPolicies managed) {
        this.holders = holders;
        this.managed = managed;
    }

    PutUserPolicyResponse put(PutUserPolicyRequest request) {
        String user = Users.name(request.userName());
        String name = IamNames.check("policyName", request.policyName(), 128);
        String document = PolicyDocuments.identity("policyDocument", request.policyDocument());
        holders.put(Kind.USER, user, name, document);
        return PutUserPolicyResponse.builder().build();
    }

    GetUserPolicyResponse get(GetUserPolicyRequest request) {
        String user = Users.name(request.userName());
        String name = IamNames.check("policyName", request.policyName(), 128);
        return GetUserPolicyResponse.builder()
                .userName(holders.get(Kind.USER, user).name())
                .policyName(name)
                .policyDocument(PolicyDocuments.encoded(holders.document(Kind.USER, user, name)))
                .build();
    }

    DeleteUserPolicyResponse delete(DeleteUserPolicyRequest request) {
        String user = Users.name(request.userName());
        holders.delete(Kind.USER, user, IamNames.check("policyName", request.policyName(), 128));
        return DeleteUserPolicyResponse.builder().build();
    }

    ListUserPoliciesResponse list(ListUserPoliciesRequest request) {
        PolicyHolders.Holder holder = holders.get(Kind.USER, Users.name(request.userName()));
        List<String> names = List.copyOf(holder.inline().keySet());
        Pages.Page<String> page = Pages.of(names, name -> name, request.marker(), request.maxItems());
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    AttachUserPolicyResponse attach(AttachUserPolicyRequest request) {
        String user = Users.name(request.userName());
        holders.attach(Kind.USER, user, managed.attachable(request.policyArn()));
        return AttachUserPolicyResponse.builder().build();
    }

    DetachUserPolicyResponse detach(DetachUserPolicyRequest request) {
        String user = Users.name(request.userName());
        holders.detach(Kind.USER, user, ManagedPolicies.arn(request.policyArn()));
        return DetachUserPolicyResponse.builder().build();
    }

    ListAttachedUserPoliciesResponse listAttached(ListAttachedUserPoliciesRequest request) {
        List<AttachedPolicy> attached =
                holders.attached(Kind.USER, Users.name(request.userName()), request.pathPrefix());
        Pages.Page<AttachedPolicy> page =
                Pages.of(attached, AttachedPolicy::policyArn, request.marker(), request.maxItems());
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
