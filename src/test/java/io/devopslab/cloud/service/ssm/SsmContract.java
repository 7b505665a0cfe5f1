package io.devopslab.cloud.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.*;

/** What Parameter Store promises to those who know nothing but its client. */
abstract class SsmContract {

    abstract Clients clients();

    SsmClient ssm() {
        return clients().get(SsmClient.class);
    }

    PutParameterResponse put(String name, String value) {
        return ssm().putParameter(PutParameterRequest.builder()
                .name(name)
                .value(value)
                .type(ParameterType.STRING)
                .build());
    }

    PutParameterResponse overwrite(String name, String value) {
        return ssm().putParameter(PutParameterRequest.builder()
                .name(name)
                .value(value)
                .overwrite(true)
                .build());
    }

    Parameter get(String name) {
        return ssm().getParameter(GetParameterRequest.builder().name(name).build())
                .parameter();
    }

    static void assertFails(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(e.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void parameter_is_read_by_name_and_by_arn() {
        put("/app/url", "http://one");
        put("plain", "two");

        Parameter byName = get("/app/url");

        assertThat(byName.arn()).endsWith(":parameter/app/url");
        assertThat(byName.version()).isEqualTo(1);
        assertThat(byName.dataType()).isEqualTo("text");
        assertThat(get(byName.arn())).isEqualTo(byName);
        assertThat(get(get("plain").arn()).value()).isEqualTo("two");
    }

    @Test
    void parameter_that_exists_is_overwritten_only_on_demand() {
        put("overwritten", "one");

        assertFails(
                () -> put("overwritten", "two"),
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                        + " true.");
        assertThat(overwrite("overwritten", "two").version()).isEqualTo(2);
        assertThat(get("overwritten").value()).isEqualTo("two");
        assertThat(get("overwritten:1").value()).isEqualTo("one");
        assertThat(get("overwritten:1").selector()).isEqualTo(":1");
    }

    @Test
    void missing_parameter_is_not_found() {
        assertThatThrownBy(() -> get("absent")).isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void parameters_below_a_path_come_with_or_without_those_further_down() {
        put("/tree/a", "1");
        put("/tree/b/c", "2");
        put("/treehouse", "3");

        GetParametersByPathRequest.Builder request =
                GetParametersByPathRequest.builder().path("/tree");

        assertThat(ssm().getParametersByPath(request.build()).parameters())
                .extracting(Parameter::name)
                .containsExactly("/tree/a");
        assertThat(ssm().getParametersByPath(request.recursive(true).build()).parameters())
                .extracting(Parameter::name)
                .containsExactly("/tree/a", "/tree/b/c");
    }

    @Test
    void version_is_found_by_number_and_by_label() {
        put("labelled", "one");
        overwrite("labelled", "two");
        label("labelled", 1, "stable");

        assertThat(get("labelled:stable").value()).isEqualTo("one");
        assertThat(get("labelled:2").value()).isEqualTo("two");
        label("labelled", 2, "stable");
        assertThat(get("labelled:stable").value()).isEqualTo("two");
        assertFails(
                () -> get("labelled:3"),
                "ParameterVersionNotFound",
                "Systems Manager could not find version 3 of labelled. Verify the version and try again.");
        assertThat(label("labelled", 2, "1st").invalidLabels()).containsExactly("1st");
        assertThat(label("labelled", 2, "aws-label").invalidLabels()).containsExactly("aws-label");
    }

    private LabelParameterVersionResponse label(String name, long version, String label) {
        return ssm().labelParameterVersion(LabelParameterVersionRequest.builder()
                .name(name)
                .parameterVersion(version)
                .labels(label)
                .build());
    }

    @Test
    void history_has_each_version_with_its_labels() {
        put("history", "one");
        overwrite("history", "two");
        label("history", 1, "old");

        GetParameterHistoryResponse history = ssm().getParameterHistory(
                        GetParameterHistoryRequest.builder().name("history").build());

        assertThat(history.parameters()).extracting(ParameterHistory::value).containsExactly("one", "two");
        assertThat(history.parameters().get(0).labels()).containsExactly("old");
        assertThat(history.parameters().get(0).lastModifiedUser()).startsWith("arn:aws:");
    }

    @Test
    void oldest_of_a_hundred_versions_makes_room_unless_it_has_a_label() {
        put("many", "1");
        for (int i = 2; i <= 101; i++) {
            overwrite("many", String.valueOf(i));
        }
        assertThatThrownBy(() -> get("many:1")).isInstanceOf(ParameterVersionNotFoundException.class);
        label("many", 2, "kept");

        assertThatThrownBy(() -> overwrite("many", "102"))
                .isInstanceOf(ParameterMaxVersionLimitExceededException.class);
        assertThat(get("many").value()).isEqualTo("101");
    }

    @Test
    void secure_string_is_shown_to_those_who_ask_for_it() {
        ssm().putParameter(PutParameterRequest.builder()
                .name("/secret/token")
                .value("hunter2")
                .type(ParameterType.SECURE_STRING)
                .build());

        assertThat(get("/secret/token").value()).isNotEmpty().doesNotContain("hunter2");
        assertThat(ssm().getParameter(GetParameterRequest.builder()
                                .name("/secret/token")
                                .withDecryption(true)
                                .build())
                        .parameter()
                        .value())
                .isEqualTo("hunter2");
        assertThat(described("/secret/token").keyId()).isEqualTo("alias/aws/ssm");
    }

    private ParameterMetadata described(String name) {
        return ssm().describeParameters(DescribeParametersRequest.builder()
                        .parameterFilters(ParameterStringFilter.builder()
                                .key("Name")
                                .option("Equals")
                                .values(name)
                                .build())
                        .build())
                .parameters()
                .get(0);
    }

    @Test
    void several_parameters_are_read_at_once_and_missing_ones_are_named() {
        put("several-a", "1");
        put("several-b", "2");

        GetParametersResponse found = ssm().getParameters(GetParametersRequest.builder()
                .names("several-a", "several-b:1", "several-c", "several-b:9")
                .build());

        assertThat(found.parameters()).extracting(Parameter::value).containsExactlyInAnyOrder("1", "2");
        assertThat(found.invalidParameters()).containsExactlyInAnyOrder("several-c", "several-b:9");
        assertThat(ssm().deleteParameters(DeleteParametersRequest.builder()
                                .names("several-a", "several-c")
                                .build())
                        .deletedParameters())
                .containsExactly("several-a");
    }

    @Test
    void paths_are_read_page_by_page() {
        for (int i = 0; i < 12; i++) {
            put("/pages/p" + (char) ('a' + i), "x");
        }

        assertThat(ssm()
                        .getParametersByPathPaginator(GetParametersByPathRequest.builder()
                                .path("/pages/")
                                .maxResults(5)
                                .build())
                        .stream()
                        .flatMap(page -> page.parameters().stream()))
                .hasSize(12);
        assertFails(
                () -> ssm().getParametersByPath(GetParametersByPathRequest.builder()
                        .path("/pages")
                        .maxResults(11)
                        .build()),
                "ValidationException",
                "1 validation error detected: Value '11' at 'maxResults' failed to satisfy constraint: Member must have"
                        + " value less than or equal to 10");
        assertThatThrownBy(() -> ssm().getParametersByPath(GetParametersByPathRequest.builder()
                        .path("/pages")
                        .nextToken("nonsense")
                        .build()))
                .isInstanceOf(InvalidNextTokenException.class);
    }

    @Test
    void parameters_are_found_by_filters() {
        put("/filter/one", "1");
        put("/filter/deep/two", "2");
        ssm().addTagsToResource(AddTagsToResourceRequest.builder()
                .resourceType(ResourceTypeForTagging.PARAMETER)
                .resourceId("/filter/one")
                .tags(Tag.builder().key("team").value("blue").build())
                .build());

        assertThat(filtered("Name", "BeginsWith", "/filter/d")).containsExactly("/filter/deep/two");
        assertThat(filtered("Name", "Contains", "filter/o")).containsExactly("/filter/one");
        assertThat(filtered("Path", "OneLevel", "/filter")).containsExactly("/filter/one");
        assertThat(filtered("Path", "Recursive", "/filter")).containsExactly("/filter/deep/two", "/filter/one");
        assertThat(filtered("tag:team", "Equals", "blue")).containsExactly("/filter/one");
        assertThatThrownBy(() -> filtered("Colour", "Equals", "blue")).isInstanceOf(InvalidFilterKeyException.class);
        assertThatThrownBy(() -> filtered("Type", "Contains", "S")).isInstanceOf(InvalidFilterOptionException.class);
    }

    private List<String> filtered(String key, String option, String value) {
        return ssm()
                .describeParametersPaginator(DescribeParametersRequest.builder()
                        .parameterFilters(ParameterStringFilter.builder()
                                .key(key)
                                .option(option)
                                .values(value)
                                .build())
                        .build())
                .stream()
                .flatMap(page -> page.parameters().stream())
                .map(ParameterMetadata::name)
                .toList();
    }

    @Test
    void tags_belong_to_parameters_alone() {
        put("tagged", "x");
        AddTagsToResourceRequest.Builder add = AddTagsToResourceRequest.builder()
                .resourceType(ResourceTypeForTagging.PARAMETER)
                .tags(Tag.builder().key("a").value("1").build());
        ssm().addTagsToResource(add.resourceId("tagged").build());

        assertThat(ssm().listTagsForResource(ListTagsForResourceRequest.builder()
                                .resourceType(ResourceTypeForTagging.PARAMETER)
                                .resourceId("tagged")
                                .build())
                        .tagList())
                .extracting(Tag::value)
                .containsExactly("1");
        assertThatThrownBy(
                        () -> ssm().addTagsToResource(add.resourceId("absent").build()))
                .isInstanceOf(InvalidResourceIdException.class);
        assertFails(
                () -> ssm().putParameter(PutParameterRequest.builder()
                        .name("tagged")
                        .value("y")
                        .overwrite(true)
                        .tags(Tag.builder().key("a").value("2").build())
                        .build()),
                "ValidationException",
                "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please"
                        + " remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or"
                        + " RemoveTagsFromResource.");
    }

    @Test
    void value_must_match_its_pattern_and_fit_its_tier() {
        PutParameterRequest.Builder put = PutParameterRequest.builder()
                .name("bounded")
                .type(ParameterType.STRING)
                .allowedPattern("^\\d+$");

        assertFails(
                () -> ssm().putParameter(put.value("abc").build()),
                "ParameterPatternMismatchException",
                "Parameter value, cannot be validated against allowedPattern: ^\\d+$");
        assertThatThrownBy(() ->
                        ssm().putParameter(put.allowedPattern("(").value("1").build()))
                .isInstanceOf(InvalidAllowedPatternException.class);
        put.allowedPattern(null).value("x".repeat(4097));
        assertThatThrownBy(() -> ssm().putParameter(put.build()))
                .hasMessageContaining("Standard tier parameters support a maximum parameter value of 4096 characters");
        assertThat(ssm().putParameter(
                                put.tier(ParameterTier.INTELLIGENT_TIERING).build())
                        .tier())
                .isEqualTo(ParameterTier.ADVANCED);
    }

    @Test
    void type_of_a_parameter_stays() {
        put("typed", "x");

        assertThatThrownBy(() -> ssm().putParameter(PutParameterRequest.builder()
                        .name("typed")
                        .value("y")
                        .type(ParameterType.SECURE_STRING)
                        .overwrite(true)
                        .build()))
                .isInstanceOf(HierarchyTypeMismatchException.class);
        assertFails(
                () -> ssm().putParameter(PutParameterRequest.builder()
                        .name("untyped")
                        .value("y")
                        .build()),
                "ValidationException",
                "A parameter type is required when you create a parameter.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "with space",
                "ümlaut",
                "/double//slash",
                "/trailing/",
                "relative/path",
                "aws-thing",
                "ssm-thing"
            })
    void odd_name_is_refused(String name) {
        assertThatThrownBy(() -> put(name, "x")).isInstanceOfSatisfying(AwsServiceException.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo("ValidationException"));
    }

    @Test
    void reserved_and_too_deep_names_are_refused() {
        assertFails(
                () -> put("/aws/mine", "x"),
                "AccessDeniedException",
                "No access to reserved parameter name: aws/mine.");
        assertThatThrownBy(() -> put("/a".repeat(16), "x")).isInstanceOf(HierarchyLevelLimitExceededException.class);
        put("/a".repeat(15), "x");
    }
}
