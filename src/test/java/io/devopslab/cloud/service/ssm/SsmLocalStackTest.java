package io.devopslab.cloud.service.ssm;

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
    "odd_name_is_refused: takes names that AWS refuses",
    "paths_are_read_page_by_page: its message names the value without quotes",
    "type_of_a_parameter_stays: changes the type",
    "parameters_are_found_by_filters: lists in the order of creation",
    "parameter_that_exists_is_overwritten_only_on_demand: has no selectors in answers",
    "history_has_each_version_with_its_labels: tells N/A for the user",
    "reserved_and_too_deep_names_are_refused: its message begins the name with a slash",
    "secure_string_is_shown_to_those_who_ask_for_it: shows the text behind the name of the key",
    "value_must_match_its_pattern_and_fit_its_tier: does not look at the pattern"
})
final class SsmLocalStackTest extends SsmContract {

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
