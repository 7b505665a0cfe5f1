package io.devopslab.cloud.service.iam;

import io.devopslab.aws.Clients;
import io.devopslab.target.localstack.DiffersFromAws;
import io.devopslab.target.localstack.KnownDifferences;
import io.devopslab.target.localstack.LocalStackCloud;
import io.devopslab.target.localstack.NotOpen;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, as far as LocalStack keeps it. In one order: what it lets a test delete another one misses. */
@Tag("engine")
@Tag("localstack")
@ExtendWith({LocalStackCloud.class, KnownDifferences.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@DiffersFromAws({
    "credentials_for_git_are_named_after_user_and_account_and_tell_the_password_once: gives the second the name of the first",
    "tag_keys_of_roles_have_no_case: takes keys that differ in case alone",
    "managed_policy_keeps_five_versions_and_one_default: lists versions from the oldest on",
    "roles_are_listed_by_path_and_page: gives all on one page",
    "policy_of_aws_can_be_attached_and_not_changed: lets it be changed",
    "policy_that_breaks_the_grammar_is_refused: takes some of them",
    "trust_policy_that_breaks_the_grammar_is_refused: takes some of them",
    "odd_name_is_refused: takes names that AWS refuses",
    "role_of_a_service_is_changed_by_its_service_alone: has no such protection",
    "role_that_still_has_policies_cannot_be_deleted: has let a policy of AWS be deleted",
    "second_role_of_the_same_name_in_another_case_is_refused: takes it",
    "missing_role_is_named: has other words",
    "user_has_at_most_two_access_keys_and_keeps_them_under_a_new_name: gives more keys"
})
final class IamLocalStackTest extends IamContract {

    private Clients localStack = new NotOpen();

    @BeforeAll
    void open(Clients clients) {
        localStack = clients;
    }

    @Override
    Clients clients() {
        return localStack;
    }
}
