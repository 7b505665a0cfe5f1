package io.devopslab.cloud.service.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** What any EventBridge does. Names are unique to each test, so that all may share one account. */
abstract class EventBridgeContract {

    private static final String PATTERN = "{\"source\":[\"my.app\"]}";
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f";
    private static final String PIPELINE = "arn:aws:codepipeline:eu-west-1:123456789012:p";

    abstract EventBridgeClient events();

    private void putRule(String name) {
        events().putRule(r -> r.name(name).eventPattern(PATTERN));
    }

    private void putTarget(String rule, Target target) {
        events().putTargets(r -> r.rule(rule).targets(List.of(target)));
    }

    private static void assertValidation(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error -> {
            assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            assertThat(error.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(error.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void the_default_bus_always_exists_and_cannot_be_deleted() {
        assertThat(events().describeEventBus(r -> {}).arn())
                .isEqualTo("arn:aws:events:eu-west-1:123456789012:event-bus/default");
        assertValidation(() -> events().deleteEventBus(r -> r.name("default")), "Cannot delete event bus default.");
    }

    @Test
    void a_custom_bus_is_made_once_and_deleted_twice() {
        String arn = events().createEventBus(r -> r.name("orders")).eventBusArn();

        assertThat(arn).isEqualTo("arn:aws:events:eu-west-1:123456789012:event-bus/orders");
        assertThatThrownBy(() -> events().createEventBus(r -> r.name("orders")))
                .isInstanceOf(ResourceAlreadyExistsException.class)
                .hasMessageContaining("Event bus orders already exists.");
        events().deleteEventBus(r -> r.name("orders"));
        events().deleteEventBus(r -> r.name("orders"));
        assertThatThrownBy(() -> events().describeEventBus(r -> r.name("orders")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Event bus orders does not exist.");
    }

    @Test
    void a_bus_keeps_its_policy() {
        events().createEventBus(r -> r.name("shared"));

        events().putPermission(r -> r.eventBusName("shared")
                .statementId("partner")
                .action("events:PutEvents")
                .principal("111122223333"));

        assertThat(events().describeEventBus(r -> r.name("shared")).policy())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"partner\",\"Effect\":\"Allow\","
                        + "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"events:PutEvents\","
                        + "\"Resource\":\"arn:aws:events:eu-west-1:123456789012:event-bus/shared\"}]}");
        assertThatThrownBy(() ->
                        events().removePermission(r -> r.eventBusName("shared").statementId("other")))
                .isInstanceOf(ResourceNotFoundException.class);
        events().removePermission(r -> r.eventBusName("shared").statementId("partner"));
        assertThat(events().describeEventBus(r -> r.name("shared")).policy()).isNull();
    }

    @Test
    void a_rule_is_described_as_it_was_put() {
        String arn = events().putRule(r -> r.name("described")
                        .eventPattern(PATTERN)
                        .description("all of my app")
                        .tags(Tag.builder().key("team").value("a").build()))
                .ruleArn();

        assertThat(arn).isEqualTo("arn:aws:events:eu-west-1:123456789012:rule/described");
        assertThat(events().describeRule(r -> r.name("described"))).satisfies(rule -> {
            assertThat(rule.arn()).isEqualTo(arn);
            assertThat(rule.eventPattern()).isEqualTo(PATTERN);
            assertThat(rule.state()).isEqualTo(RuleState.ENABLED);
            assertThat(rule.eventBusName()).isEqualTo("default");
            assertThat(rule.createdBy()).isEqualTo("123456789012");
            assertThat(rule.description()).isEqualTo("all of my app");
        });
        assertThat(events().listTagsForResource(r -> r.resourceARN(arn)).tags())
                .containsExactly(Tag.builder().key("team").value("a").build());
    }

    @Test
    void a_rule_of_a_custom_bus_carries_the_bus_in_its_arn() {
        events().createEventBus(r -> r.name("custom"));

        assertThat(events().putRule(
                                r -> r.name("on-custom").eventBusName("custom").eventPattern(PATTERN))
                        .ruleArn())
                .isEqualTo("arn:aws:events:eu-west-1:123456789012:rule/custom/on-custom");
        assertThatThrownBy(() -> events().describeRule(r -> r.name("on-custom")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Rule on-custom does not exist on EventBus default.");
    }

    @Test
    void a_rule_needs_a_pattern_or_a_schedule_that_make_sense() {
        assertValidation(
                () -> events().putRule(r -> r.name("empty")),
                "Parameter(s) EventPattern or ScheduleExpression must be specified.");
        assertValidation(
                () -> events().putRule(r -> r.name("soon").scheduleExpression("rate(1 minutes)")),
                "Parameter ScheduleExpression is not valid.");
        events().createEventBus(r -> r.name("no-clock"));
        assertValidation(
                () -> events().putRule(
                                r -> r.name("soon").eventBusName("no-clock").scheduleExpression("rate(1 minute)")),
                "ScheduleExpression is supported only on the default event bus.");
        assertValidation(
                () -> events().putRule(r -> r.eventPattern(PATTERN)),
                "1 validation error detected: Value null at 'name' failed to satisfy constraint:"
                        + " Member must not be null");
        assertValidation(
                () -> events().putRule(r -> r.name("a b").eventPattern(PATTERN).state("ON")),
                "2 validation errors detected: Value 'a b' at 'name' failed to satisfy constraint: Member must"
                        + " satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; Value 'ON' at 'state' failed to"
                        + " satisfy constraint: Member must satisfy enum value set: [DISABLED, ENABLED,"
                        + " ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    {"source": "my.app"}                  | "source" must be an object or an array
                    {"source": []}                        | Empty arrays are not allowed
                    {"source": [{"EXISTS": true}]}        | Unrecognized match type EXISTS
                    {"n": [{"numeric": [">", 0, ">", 0]}]}| Bad numeric range operator: >
                    {}                                    | Empty objects are not allowed
                    [1]                                   | Filter is not an object
                    """)
    void a_pattern_that_is_none_is_refused_with_the_reason(String pattern, String reason) {
        assertThatThrownBy(() -> events().putRule(r -> r.name("bad").eventPattern(pattern)))
                .isInstanceOf(InvalidEventPatternException.class)
                .hasMessageStartingWith("Event pattern is not valid. Reason: " + reason)
                .message()
                .doesNotContain("REDACTED");
    }

    @Test
    void a_rule_is_switched_off_and_on() {
        putRule("switched");

        events().disableRule(r -> r.name("switched"));
        assertThat(events().describeRule(r -> r.name("switched")).state()).isEqualTo(RuleState.DISABLED);
        events().enableRule(r -> r.name("switched"));
        assertThat(events().describeRule(r -> r.name("switched")).state()).isEqualTo(RuleState.ENABLED);
        assertThatThrownBy(() -> events().enableRule(r -> r.name("no-such-rule")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void rules_are_listed_in_pages() {
        IntStream.range(0, 5).forEach(i -> putRule("paged-" + i));

        ListRulesResponse first = events().listRules(r -> r.namePrefix("paged-").limit(3));
        ListRulesResponse second =
                events().listRules(r -> r.namePrefix("paged-").limit(3).nextToken(first.nextToken()));

        assertThat(first.rules()).extracting(Rule::name).containsExactly("paged-0", "paged-1", "paged-2");
        assertThat(second.rules()).extracting(Rule::name).containsExactly("paged-3", "paged-4");
        assertThat(second.nextToken()).isNull();
        assertValidation(() -> events().listRules(r -> r.nextToken("garbage!")), "Parameter NextToken is not valid.");
        assertValidation(
                () -> events().listRules(r -> r.limit(0)),
                "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have"
                        + " value greater than or equal to 1");
    }

    @Test
    void a_rule_with_targets_is_not_deleted() {
        putRule("in-use");
        putTarget("in-use", Target.builder().id("1").arn(FUNCTION).build());

        assertValidation(
                () -> events().deleteRule(r -> r.name("in-use")), "Rule can't be deleted since it has targets.");

        events().removeTargets(r -> r.rule("in-use").ids("1"));
        events().deleteRule(r -> r.name("in-use"));
        events().deleteRule(r -> r.name("in-use"));
    }

    @Test
    void targets_are_put_listed_found_and_removed() {
        putRule("with-targets");
        putTarget("with-targets", Target.builder().id("2").arn(FUNCTION).build());
        putTarget(
                "with-targets",
                Target.builder()
                        .id("1")
                        .arn(PIPELINE)
                        .roleArn("arn:aws:iam::123456789012:role/r")
                        .build());
        putTarget("with-targets", Target.builder().id("2").arn(FUNCTION + "2").build());

        assertThat(events().listTargetsByRule(r -> r.rule("with-targets")).targets())
                .extracting(Target::id, Target::arn)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("1", PIPELINE),
                        org.assertj.core.api.Assertions.tuple("2", FUNCTION + "2"));
        assertThat(events().listRuleNamesByTarget(r -> r.targetArn(PIPELINE)).ruleNames())
                .containsExactly("with-targets");
    }

    @Test
    void a_target_that_makes_no_sense_is_refused() {
        putRule("strict");

        assertValidation(
                () -> putTarget(
                        "strict", Target.builder().id("1").arn("function").build()),
                "Parameter function is not valid. Reason: Provided Arn is not in correct format.");
        assertValidation(
                () -> putTarget("strict", Target.builder().id("1").arn(PIPELINE).build()),
                "RoleArn is required for target " + PIPELINE + ".");
        assertValidation(
                () -> putTarget(
                        "strict",
                        Target.builder()
                                .id("1")
                                .arn("arn:aws:sqs:eu-west-1:123456789012:q.fifo")
                                .build()),
                "Parameter(s) SqsParameters must be specified for target: 1.");
        assertValidation(
                () -> putTarget(
                        "strict",
                        Target.builder()
                                .id("1")
                                .arn(FUNCTION)
                                .inputTransformer(t -> t.inputTemplate(""))
                                .build()),
                "1 validation error detected: Value '' at 'targets.1.member.inputTransformer.inputTemplate' failed to"
                        + " satisfy constraint: Member must have length greater than or equal to 1");
        assertValidation(
                () -> putTarget(
                        "strict",
                        Target.builder()
                                .id("1")
                                .arn(FUNCTION)
                                .retryPolicy(p -> p.maximumRetryAttempts(186).maximumEventAgeInSeconds(59))
                                .build()),
                "2 validation errors detected: Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts'"
                        + " failed to satisfy constraint: Member must have value less than or equal to 185; Value '59'"
                        + " at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint:"
                        + " Member must have value greater than or equal to 60");
        assertValidation(
                () -> putTarget(
                        "strict",
                        Target.builder()
                                .id("1")
                                .arn(FUNCTION)
                                .input("{}")
                                .inputPath("$.detail")
                                .build()),
                "Only one of Input, InputPath, or InputTransformer must be provided for target 1.");
        assertThatThrownBy(() -> putTarget(
                        "no-such-rule", Target.builder().id("1").arn(FUNCTION).build()))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Rule no-such-rule does not exist on EventBus default.");
        List<Target> six = IntStream.range(0, 6)
                .mapToObj(i -> Target.builder().id("t" + i).arn(FUNCTION).build())
                .toList();
        assertThatThrownBy(() -> events().putTargets(r -> r.rule("strict").targets(six)))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void entries_that_are_no_events_are_refused_one_by_one() {
        PutEventsRequestEntry good = PutEventsRequestEntry.builder()
                .source("my.app")
                .detailType("Done")
                .detail("{}")
                .build();

        PutEventsResponse response = events().putEvents(PutEventsRequest.builder()
                .entries(
                        good,
                        good.toBuilder().source(null).build(),
                        good.toBuilder().detailType(null).build(),
                        good.toBuilder().detail(null).build(),
                        good.toBuilder().detail("[]").build(),
                        good.toBuilder().detail("{} x").build(),
                        good.toBuilder().source("aws.s3").build(),
                        good.toBuilder().eventBusName("no-such-bus").build())
                .build());

        assertThat(response.failedEntryCount()).isEqualTo(6);
        assertThat(response.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly(
                        null,
                        "InvalidArgument",
                        "InvalidArgument",
                        "InvalidArgument",
                        "MalformedDetail",
                        "MalformedDetail",
                        "NotAuthorizedForSourceException",
                        null);
        assertThat(response.entries().get(1).errorMessage())
                .isEqualTo("Parameter Source is not valid. Reason: Source is a required argument.");
        assertThat(response.entries().get(0).eventId()).isNotEmpty();
    }

    @Test
    void too_many_or_too_large_entries_are_refused_as_a_whole() {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .source("my.app")
                .detailType("Done")
                .detail("{\"a\":\"" + "x".repeat(262_144) + "\"}")
                .build();

        assertValidation(
                () -> events().putEvents(
                                PutEventsRequest.builder().entries(entry).build()),
                "Total size of the entries in the request is over the limit.");
        assertThatThrownBy(() -> events().putEvents(PutEventsRequest.builder()
                        .entries(IntStream.range(0, 11)
                                .mapToObj(i -> entry.toBuilder().detail("{}").build())
                                .toList())
                        .build()))
                .hasMessageContaining("Member must have length less than or equal to 10");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    {"detail": {"a": ["x"]}}                                        | {"a": "x"}              | true
                    {"detail": {"a": ["x"]}}                                        | {"a": ["y", "x"]}       | true
                    {"detail": {"a": ["x"]}}                                        | {"a": "X"}              | false
                    {"detail": {"a": ["x"], "b": ["y"]}}                            | {"a": "x"}              | false
                    {"detail": {"a": [{"prefix": "ma"}]}}                           | {"a": "main"}           | true
                    {"detail": {"a": [{"prefix": {"equals-ignore-case": "MA"}}]}}   | {"a": "main"}           | true
                    {"detail": {"a": [{"suffix": ".java"}]}}                        | {"a": "A.java"}         | true
                    {"detail": {"a": [{"equals-ignore-case": "MAIN"}]}}             | {"a": "main"}           | true
                    {"detail": {"a": [{"wildcard": "src/*/A.java"}]}}               | {"a": "src/x/y/A.java"} | true
                    {"detail": {"a": [{"anything-but": "x"}]}}                      | {"a": "y"}              | true
                    {"detail": {"a": [{"anything-but": "x"}]}}                      | {"a": "x"}              | false
                    {"detail": {"a": [{"anything-but": ["x", "y"]}]}}               | {"a": "y"}              | false
                    {"detail": {"a": [{"anything-but": [1, 2]}]}}                   | {"a": 3}                | true
                    {"detail": {"a": [{"anything-but": {"prefix": "ma"}}]}}         | {"a": "main"}           | false
                    {"detail": {"a": [{"anything-but": {"suffix": "in"}}]}}         | {"a": "main"}           | false
                    {"detail": {"a": [{"anything-but": {"wildcard": "m*n"}}]}}      | {"a": "main"}           | false
                    {"detail": {"a": [{"anything-but": {"equals-ignore-case": "MAIN"}}]}} | {"a": "main"}     | false
                    {"detail": {"a": [{"numeric": [">", 0, "<=", 5]}]}}             | {"a": 5}                | true
                    {"detail": {"a": [{"numeric": ["=", 3.018e2]}]}}                | {"a": 301.8}            | true
                    {"detail": {"a": [{"numeric": ["<", 5]}]}}                      | {"a": 5}                | false
                    {"detail": {"a": [{"exists": true}]}}                           | {"a": null}             | true
                    {"detail": {"a": [{"exists": false}]}}                          | {"b": 1}                | true
                    {"detail": {"a": [{"exists": false}]}}                          | {"a": 1}                | false
                    {"detail": {"a": [{"cidr": "10.0.0.0/24"}]}}                    | {"a": "10.0.0.255"}     | true
                    {"detail": {"a": [{"cidr": "10.0.0.0/24"}]}}                    | {"a": "10.0.1.1"}       | false
                    {"detail": {"a": [null]}}                                       | {"a": null}             | true
                    {"detail": {"a": [true]}}                                       | {"a": true}             | true
                    {"detail": {"a": [""]}}                                         | {"a": ""}               | true
                    {"detail": {"$or": [{"a": ["x"]}, {"b": [{"numeric": [">", 9]}]}]}} | {"b": 10}           | true
                    {"detail": {"$or": [{"a": ["x"]}, {"b": [{"numeric": [">", 9]}]}]}} | {"a": "y", "b": 1}  | false
                    {"detail": {"l": {"a": ["x"], "b": ["y"]}}}                     | {"l": [{"a": "x", "b": "z"}, {"a": "w", "b": "y"}]} | false
                    """)
    void the_pattern_language(String pattern, String detail, boolean matches) {
        String event =
                "{\"id\":\"1\",\"account\":\"123456789012\",\"source\":\"my.app\",\"time\":\"2026-01-05T09:00:00Z\","
                        + "\"region\":\"eu-west-1\",\"resources\":[],\"detail-type\":\"T\",\"detail\":" + detail + "}";

        assertThat(events().testEventPattern(r -> r.eventPattern(pattern).event(event))
                        .result())
                .isEqualTo(matches);
    }

    @Test
    void tags_are_kept_for_what_exists() {
        putRule("tagged");
        String arn = events().describeRule(r -> r.name("tagged")).arn();

        events().tagResource(r -> r.resourceARN(arn)
                .tags(
                        Tag.builder().key("b").value("2").build(),
                        Tag.builder().key("a").value("1").build()));
        events().untagResource(r -> r.resourceARN(arn).tagKeys("b"));

        assertThat(events().listTagsForResource(r -> r.resourceARN(arn)).tags())
                .containsExactly(Tag.builder().key("a").value("1").build());
        assertThatThrownBy(() -> events().listTagsForResource(r -> r.resourceARN(arn + "x")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
