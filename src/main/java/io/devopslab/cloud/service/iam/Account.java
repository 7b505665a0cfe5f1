package io.devopslab.cloud.service.iam;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.*;

/** The account's alias, its password policy, and how much of everything it has. */
final class Account {

    private static final String ONLY = "only";
    private static final Pattern ALIAS = Pattern.compile("^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");

    private final Table<String> aliases;
    private final Table<PasswordPolicy> passwordPolicies;

    Account(ServiceContext context) {
        this.aliases = context.store().table("account-alias", String.class);
        this.passwordPolicies = context.store().table("password-policy", PasswordPolicy.class);
    }

    private static String alias(@Nullable String alias) {
        Constraints.withoutValues()
                .required("accountAlias", alias)
                .length("accountAlias", alias, 3, 63)
                .pattern("accountAlias", alias, ALIAS)
                .orThrow(IamErrors::validation);
        return Objects.requireNonNull(alias);
    }

    /** An account has one alias; a new one takes the place of the old. */
    CreateAccountAliasResponse create(CreateAccountAliasRequest request) {
        aliases.put(ONLY, alias(request.accountAlias()));
        return CreateAccountAliasResponse.builder().build();
    }

    ListAccountAliasesResponse list(ListAccountAliasesRequest request) {
        Pages.Page<String> page = Pages.of(aliases.values(), a -> a, request.marker(), request.maxItems());
        return ListAccountAliasesResponse.builder()
                .accountAliases(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    DeleteAccountAliasResponse delete(DeleteAccountAliasRequest request) {
        String alias = alias(request.accountAlias());
        if (aliases.get(ONLY).filter(alias::equals).isEmpty()) {
            throw IamErrors.noSuchEntity("The account alias " + alias + " cannot be found.");
        }
        aliases.remove(ONLY);
        return DeleteAccountAliasResponse.builder().build();
    }

    UpdateAccountPasswordPolicyResponse putPasswordPolicy(UpdateAccountPasswordPolicyRequest request) {
        Constraints.withoutValues()
                .range("minimumPasswordLength", request.minimumPasswordLength(), 6, 128)
                .range("maxPasswordAge", request.maxPasswordAge(), 1, 1095)
                .range("passwordReusePrevention", request.passwordReusePrevention(), 1, 24)
                .orThrow(IamErrors::validation);
        passwordPolicies.put(
                ONLY,
                PasswordPolicy.builder()
                        .minimumPasswordLength(
                                request.minimumPasswordLength() == null ? 6 : request.minimumPasswordLength())
                        .requireSymbols(Boolean.TRUE.equals(request.requireSymbols()))
                        .requireNumbers(Boolean.TRUE.equals(request.requireNumbers()))
                        .requireUppercaseCharacters(Boolean.TRUE.equals(request.requireUppercaseCharacters()))
                        .requireLowercaseCharacters(Boolean.TRUE.equals(request.requireLowercaseCharacters()))
                        .allowUsersToChangePassword(Boolean.TRUE.equals(request.allowUsersToChangePassword()))
                        .expirePasswords(request.maxPasswordAge() != null)
                        .maxPasswordAge(request.maxPasswordAge())
                        .passwordReusePrevention(request.passwordReusePrevention())
                        .hardExpiry(request.hardExpiry())
                        .build());
        return UpdateAccountPasswordPolicyResponse.builder().build();
    }

    GetAccountPasswordPolicyResponse getPasswordPolicy(GetAccountPasswordPolicyRequest request) {
        return GetAccountPasswordPolicyResponse.builder()
                .passwordPolicy(passwordPolicies.get(ONLY).orElseThrow(Account::noPasswordPolicy))
                .build();
    }

    DeleteAccountPasswordPolicyResponse deletePasswordPolicy(DeleteAccountPasswordPolicyRequest request) {
        if (passwordPolicies.remove(ONLY).isEmpty()) {
            throw noPasswordPolicy();
        }
        return DeleteAccountPasswordPolicyResponse.builder().build();
    }

    private static RuntimeException noPasswordPolicy() {
        return IamErrors.noSuchEntity("The Password Policy with domain name cannot be found.");
    }

    /**
     * Counts and quotas (IAM User Guide, "IAM and AWS STS quotas").
     *
     * @param counts of what the account has
     */
    static GetAccountSummaryResponse summary(Map<SummaryKeyType, Integer> counts) {
        Map<SummaryKeyType, Integer> all = new EnumMap<>(SummaryKeyType.class);
        for (SummaryKeyType zero : List.of(
                SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT,
                SummaryKeyType.ACCOUNT_MFA_ENABLED,
                SummaryKeyType.ACCOUNT_PASSWORD_PRESENT,
                SummaryKeyType.ACCOUNT_SIGNING_CERTIFICATES_PRESENT,
                SummaryKeyType.MFA_DEVICES,
                SummaryKeyType.MFA_DEVICES_IN_USE,
                SummaryKeyType.PROVIDERS,
                SummaryKeyType.SERVER_CERTIFICATES)) {
            all.put(zero, 0);
        }
        all.put(SummaryKeyType.ACCESS_KEYS_PER_USER_QUOTA, 2);
        all.put(SummaryKeyType.ASSUME_ROLE_POLICY_SIZE_QUOTA, 2_048);
        all.put(SummaryKeyType.ATTACHED_POLICIES_PER_GROUP_QUOTA, 10);
        all.put(SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA, 10);
        all.put(SummaryKeyType.ATTACHED_POLICIES_PER_USER_QUOTA, 10);
        all.put(SummaryKeyType.GLOBAL_ENDPOINT_TOKEN_VERSION, 1);
        all.put(SummaryKeyType.GROUP_POLICY_SIZE_QUOTA, 5_120);
        all.put(SummaryKeyType.GROUPS_PER_USER_QUOTA, 10);
        all.put(SummaryKeyType.GROUPS_QUOTA, 300);
        all.put(SummaryKeyType.INSTANCE_PROFILES_QUOTA, 1_000);
        all.put(SummaryKeyType.POLICIES_QUOTA, 1_500);
        all.put(SummaryKeyType.POLICY_SIZE_QUOTA, 6_144);
        all.put(SummaryKeyType.POLICY_VERSIONS_IN_USE_QUOTA, 10_000);
        all.put(SummaryKeyType.ROLE_POLICY_SIZE_QUOTA, 10_240);
        all.put(SummaryKeyType.ROLES_QUOTA, 1_000);
        all.put(SummaryKeyType.SERVER_CERTIFICATES_QUOTA, 20);
        all.put(SummaryKeyType.SIGNING_CERTIFICATES_PER_USER_QUOTA, 2);
        all.put(SummaryKeyType.USER_POLICY_SIZE_QUOTA, 2_048);
        all.put(SummaryKeyType.USERS_QUOTA, 5_000);
        all.put(SummaryKeyType.VERSIONS_PER_POLICY_QUOTA, 5);
        all.putAll(counts);
        return GetAccountSummaryResponse.builder().summaryMap(all).build();
    }
}
