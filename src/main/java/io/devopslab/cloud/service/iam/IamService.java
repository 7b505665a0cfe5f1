package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/**
 * IAM of one account (IAM API Reference). Entities, policies and credentials are real: they are validated, kept and
 * handed out, and access keys open this cloud. Policies are <em>stored, not enforced</em>: whoever has a valid key may
 * do everything. Thread-safe.
 */
public final class IamService implements IamClient {

    private final Roles roles;
    private final Users users;
    private final Groups groups;
    private final ManagedPolicies policies;
    private final InstanceProfiles instanceProfiles;
    private final RolePolicies rolePolicies;
    private final UserPolicies userPolicies;
    private final GroupPolicies groupPolicies;
    private final UserKeys accessKeys;
    private final ServiceCredentials serviceCredentials;
    private final ServiceLinkedRoles serviceLinkedRoles;
    private final Account account;

    public IamService(ServiceContext context) {
        PolicyHolders holders = new PolicyHolders(context.store());
        Table<InstanceProfiles.Row> profiles = context.store().table("instance-profiles", InstanceProfiles.Row.class);
        this.policies = new ManagedPolicies(context, holders);
        this.roles = new Roles(context, holders, policies, profiles);
        this.users = new Users(context, holders, policies);
        this.groups = new Groups(context, holders, users);
        this.instanceProfiles = new InstanceProfiles(context, roles, profiles);
        this.rolePolicies = new RolePolicies(holders, policies);
        this.userPolicies = new UserPolicies(holders, policies);
        this.groupPolicies = new GroupPolicies(holders, policies);
        this.accessKeys = new UserKeys(context, users);
        this.serviceCredentials = new ServiceCredentials(context, users);
        this.serviceLinkedRoles = new ServiceLinkedRoles(context, roles);
        this.account = new Account(context);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // Nothing but the store, which is the cloud's.
    }

    @Override
    public CreateRoleResponse createRole(CreateRoleRequest request) {
        return roles.create(request);
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
        return roles.get(request);
    }

    @Override
    public ListRolesResponse listRoles(ListRolesRequest request) {
        return roles.list(request);
    }

    @Override
    public UpdateRoleResponse updateRole(UpdateRoleRequest request) {
        return roles.update(request);
    }

    @Override
    public UpdateRoleDescriptionResponse updateRoleDescription(UpdateRoleDescriptionRequest request) {
        return roles.updateDescription(request);
    }

    @Override
    public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(UpdateAssumeRolePolicyRequest request) {
        return roles.updateTrust(request);
    }

    @Override
    public DeleteRoleResponse deleteRole(DeleteRoleRequest request) {
        return roles.delete(request);
    }

    @Override
    public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(PutRolePermissionsBoundaryRequest request) {
        return roles.putBoundary(request);
    }

    @Override
    public DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
            DeleteRolePermissionsBoundaryRequest request) {
        return roles.deleteBoundary(request);
    }

    @Override
    public TagRoleResponse tagRole(TagRoleRequest request) {
        return roles.tag(request);
    }

    @Override
    public UntagRoleResponse untagRole(UntagRoleRequest request) {
        return roles.untag(request);
    }

    @Override
    public ListRoleTagsResponse listRoleTags(ListRoleTagsRequest request) {
        return roles.listTags(request);
    }

    @Override
    public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
        return rolePolicies.put(request);
    }

    @Override
    public GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request) {
        return rolePolicies.get(request);
    }

    @Override
    public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
        return rolePolicies.delete(request);
    }

    @Override
    public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request) {
        return rolePolicies.list(request);
    }

    @Override
    public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
        return rolePolicies.attach(request);
    }

    @Override
    public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
        return rolePolicies.detach(request);
    }

    @Override
    public ListAttachedRolePoliciesResponse listAttachedRolePolicies(ListAttachedRolePoliciesRequest request) {
        return rolePolicies.listAttached(request);
    }

    @Override
    public CreatePolicyResponse createPolicy(CreatePolicyRequest request) {
        return policies.create(request);
    }

    @Override
    public GetPolicyResponse getPolicy(GetPolicyRequest request) {
        return policies.get(request);
    }

    @Override
    public ListPoliciesResponse listPolicies(ListPoliciesRequest request) {
        return policies.list(request);
    }

    @Override
    public DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
        return policies.delete(request);
    }

    @Override
    public CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest request) {
        return policies.createVersion(request);
    }

    @Override
    public GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest request) {
        return policies.getVersion(request);
    }

    @Override
    public ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest request) {
        return policies.listVersions(request);
    }

    @Override
    public DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest request) {
        return policies.deleteVersion(request);
    }

    @Override
    public SetDefaultPolicyVersionResponse setDefaultPolicyVersion(SetDefaultPolicyVersionRequest request) {
        return policies.setDefault(request);
    }

    @Override
    public TagPolicyResponse tagPolicy(TagPolicyRequest request) {
        return policies.tag(request);
    }

    @Override
    public UntagPolicyResponse untagPolicy(UntagPolicyRequest request) {
        return policies.untag(request);
    }

    @Override
    public ListPolicyTagsResponse listPolicyTags(ListPolicyTagsRequest request) {
        return policies.listTags(request);
    }

    @Override
    public ListEntitiesForPolicyResponse listEntitiesForPolicy(ListEntitiesForPolicyRequest request) {
        return policies.entities(request);
    }

    @Override
    public CreateInstanceProfileResponse createInstanceProfile(CreateInstanceProfileRequest request) {
        return instanceProfiles.create(request);
    }

    @Override
    public GetInstanceProfileResponse getInstanceProfile(GetInstanceProfileRequest request) {
        return instanceProfiles.get(request);
    }

    @Override
    public ListInstanceProfilesResponse listInstanceProfiles(ListInstanceProfilesRequest request) {
        return instanceProfiles.list(request);
    }

    @Override
    public ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(ListInstanceProfilesForRoleRequest request) {
        return instanceProfiles.listForRole(request);
    }

    @Override
    public AddRoleToInstanceProfileResponse addRoleToInstanceProfile(AddRoleToInstanceProfileRequest request) {
        return instanceProfiles.addRole(request);
    }

    @Override
    public RemoveRoleFromInstanceProfileResponse removeRoleFromInstanceProfile(
            RemoveRoleFromInstanceProfileRequest request) {
        return instanceProfiles.removeRole(request);
    }

    @Override
    public DeleteInstanceProfileResponse deleteInstanceProfile(DeleteInstanceProfileRequest request) {
        return instanceProfiles.delete(request);
    }

    @Override
    public TagInstanceProfileResponse tagInstanceProfile(TagInstanceProfileRequest request) {
        return instanceProfiles.tag(request);
    }

    @Override
    public UntagInstanceProfileResponse untagInstanceProfile(UntagInstanceProfileRequest request) {
        return instanceProfiles.untag(request);
    }

    @Override
    public ListInstanceProfileTagsResponse listInstanceProfileTags(ListInstanceProfileTagsRequest request) {
        return instanceProfiles.listTags(request);
    }

    @Override
    public CreateUserResponse createUser(CreateUserRequest request) {
        return users.create(request);
    }

    @Override
    public GetUserResponse getUser(GetUserRequest request) {
        return users.get(request);
    }

    @Override
    public ListUsersResponse listUsers(ListUsersRequest request) {
        return users.list(request);
    }

    @Override
    public PutUserPermissionsBoundaryResponse putUserPermissionsBoundary(PutUserPermissionsBoundaryRequest request) {
        return users.putBoundary(request);
    }

    @Override
    public DeleteUserPermissionsBoundaryResponse deleteUserPermissionsBoundary(
            DeleteUserPermissionsBoundaryRequest request) {
        return users.deleteBoundary(request);
    }

    @Override
    public TagUserResponse tagUser(TagUserRequest request) {
        return users.tag(request);
    }

    @Override
    public UntagUserResponse untagUser(UntagUserRequest request) {
        return users.untag(request);
    }

    @Override
    public ListUserTagsResponse listUserTags(ListUserTagsRequest request) {
        return users.listTags(request);
    }

    @Override
    public PutUserPolicyResponse putUserPolicy(PutUserPolicyRequest request) {
        return userPolicies.put(request);
    }

    @Override
    public GetUserPolicyResponse getUserPolicy(GetUserPolicyRequest request) {
        return userPolicies.get(request);
    }

    @Override
    public DeleteUserPolicyResponse deleteUserPolicy(DeleteUserPolicyRequest request) {
        return userPolicies.delete(request);
    }

    @Override
    public ListUserPoliciesResponse listUserPolicies(ListUserPoliciesRequest request) {
        return userPolicies.list(request);
    }

    @Override
    public AttachUserPolicyResponse attachUserPolicy(AttachUserPolicyRequest request) {
        return userPolicies.attach(request);
    }

    @Override
    public DetachUserPolicyResponse detachUserPolicy(DetachUserPolicyRequest request) {
        return userPolicies.detach(request);
    }

    @Override
    public ListAttachedUserPoliciesResponse listAttachedUserPolicies(ListAttachedUserPoliciesRequest request) {
        return userPolicies.listAttached(request);
    }

    @Override
    public CreateAccessKeyResponse createAccessKey(CreateAccessKeyRequest request) {
        return accessKeys.create(request);
    }

    @Override
    public ListAccessKeysResponse listAccessKeys(ListAccessKeysRequest request) {
        return accessKeys.list(request);
    }

    @Override
    public UpdateAccessKeyResponse updateAccessKey(UpdateAccessKeyRequest request) {
        return accessKeys.update(request);
    }

    @Override
    public DeleteAccessKeyResponse deleteAccessKey(DeleteAccessKeyRequest request) {
        return accessKeys.delete(request);
    }

    @Override
    public GetAccessKeyLastUsedResponse getAccessKeyLastUsed(GetAccessKeyLastUsedRequest request) {
        return accessKeys.lastUsed(request);
    }

    @Override
    public CreateGroupResponse createGroup(CreateGroupRequest request) {
        return groups.create(request);
    }

    @Override
    public GetGroupResponse getGroup(GetGroupRequest request) {
        return groups.get(request);
    }

    @Override
    public ListGroupsResponse listGroups(ListGroupsRequest request) {
        return groups.list(request);
    }

    @Override
    public ListGroupsForUserResponse listGroupsForUser(ListGroupsForUserRequest request) {
        return groups.listForUser(request);
    }

    @Override
    public AddUserToGroupResponse addUserToGroup(AddUserToGroupRequest request) {
        return groups.addUser(request);
    }

    @Override
    public RemoveUserFromGroupResponse removeUserFromGroup(RemoveUserFromGroupRequest request) {
        return groups.removeUser(request);
    }

    @Override
    public UpdateGroupResponse updateGroup(UpdateGroupRequest request) {
        return groups.update(request);
    }

    @Override
    public DeleteGroupResponse deleteGroup(DeleteGroupRequest request) {
        return groups.delete(request);
    }

    @Override
    public PutGroupPolicyResponse putGroupPolicy(PutGroupPolicyRequest request) {
        return groupPolicies.put(request);
    }

    @Override
    public GetGroupPolicyResponse getGroupPolicy(GetGroupPolicyRequest request) {
        return groupPolicies.get(request);
    }

    @Override
    public DeleteGroupPolicyResponse deleteGroupPolicy(DeleteGroupPolicyRequest request) {
        return groupPolicies.delete(request);
    }

    @Override
    public ListGroupPoliciesResponse listGroupPolicies(ListGroupPoliciesRequest request) {
        return groupPolicies.list(request);
    }

    @Override
    public AttachGroupPolicyResponse attachGroupPolicy(AttachGroupPolicyRequest request) {
        return groupPolicies.attach(request);
    }

    @Override
    public DetachGroupPolicyResponse detachGroupPolicy(DetachGroupPolicyRequest request) {
        return groupPolicies.detach(request);
    }

    @Override
    public ListAttachedGroupPoliciesResponse listAttachedGroupPolicies(ListAttachedGroupPoliciesRequest request) {
        return groupPolicies.listAttached(request);
    }

    @Override
    public UpdateUserResponse updateUser(UpdateUserRequest request) {
        return users.update(request, (before, after) -> {
            accessKeys.follow(before, after);
            serviceCredentials.follow(before, after);
        });
    }

    @Override
    public DeleteUserResponse deleteUser(DeleteUserRequest request) {
        return users.delete(request, this::checkThatNothingIsLeft);
    }

    private void checkThatNothingIsLeft(User user) {
        if (!accessKeys.of(user).isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must delete access keys first.");
        }
        if (!serviceCredentials.of(user).isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must delete service specific credentials first.");
        }
        if (!groups.of(user).isEmpty()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must remove users from group first.");
        }
    }

    @Override
    public CreateServiceSpecificCredentialResponse createServiceSpecificCredential(
            CreateServiceSpecificCredentialRequest request) {
        return serviceCredentials.create(request);
    }

    @Override
    public ListServiceSpecificCredentialsResponse listServiceSpecificCredentials(
            ListServiceSpecificCredentialsRequest request) {
        return serviceCredentials.list(request);
    }

    @Override
    public UpdateServiceSpecificCredentialResponse updateServiceSpecificCredential(
            UpdateServiceSpecificCredentialRequest request) {
        return serviceCredentials.update(request);
    }

    @Override
    public ResetServiceSpecificCredentialResponse resetServiceSpecificCredential(
            ResetServiceSpecificCredentialRequest request) {
        return serviceCredentials.reset(request);
    }

    @Override
    public DeleteServiceSpecificCredentialResponse deleteServiceSpecificCredential(
            DeleteServiceSpecificCredentialRequest request) {
        return serviceCredentials.delete(request);
    }

    @Override
    public CreateServiceLinkedRoleResponse createServiceLinkedRole(CreateServiceLinkedRoleRequest request) {
        return serviceLinkedRoles.create(request);
    }

    @Override
    public DeleteServiceLinkedRoleResponse deleteServiceLinkedRole(DeleteServiceLinkedRoleRequest request) {
        return serviceLinkedRoles.delete(request);
    }

    @Override
    public GetServiceLinkedRoleDeletionStatusResponse getServiceLinkedRoleDeletionStatus(
            GetServiceLinkedRoleDeletionStatusRequest request) {
        return serviceLinkedRoles.status(request);
    }

    @Override
    public CreateAccountAliasResponse createAccountAlias(CreateAccountAliasRequest request) {
        return account.create(request);
    }

    @Override
    public ListAccountAliasesResponse listAccountAliases(ListAccountAliasesRequest request) {
        return account.list(request);
    }

    @Override
    public DeleteAccountAliasResponse deleteAccountAlias(DeleteAccountAliasRequest request) {
        return account.delete(request);
    }

    @Override
    public UpdateAccountPasswordPolicyResponse updateAccountPasswordPolicy(UpdateAccountPasswordPolicyRequest request) {
        return account.putPasswordPolicy(request);
    }

    @Override
    public GetAccountPasswordPolicyResponse getAccountPasswordPolicy(GetAccountPasswordPolicyRequest request) {
        return account.getPasswordPolicy(request);
    }

    @Override
    public DeleteAccountPasswordPolicyResponse deleteAccountPasswordPolicy(DeleteAccountPasswordPolicyRequest request) {
        return account.deletePasswordPolicy(request);
    }

    @Override
    public GetAccountSummaryResponse getAccountSummary(GetAccountSummaryRequest request) {
        return Account.summary(Map.of(
                SummaryKeyType.USERS, users.all().size(),
                SummaryKeyType.GROUPS, groups.all().size(),
                SummaryKeyType.ROLES, roles.all().size(),
                SummaryKeyType.INSTANCE_PROFILES, instanceProfiles.count(),
                SummaryKeyType.POLICIES, policies.count(),
                SummaryKeyType.POLICY_VERSIONS_IN_USE, policies.count()));
    }
}
