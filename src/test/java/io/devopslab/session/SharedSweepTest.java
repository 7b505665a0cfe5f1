package io.devopslab.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.aws.Input;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Catalog;
import io.devopslab.catalog.Lab;
import io.devopslab.catalog.Labs;
import io.devopslab.session.Leftover.Kind;
import io.devopslab.session.stack.StackResource;
import io.devopslab.session.teardown.Census;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps of an account that others use too: what is found by tags, and what is never touched. */
final class SharedSweepTest {

    private final Lab lab = Labs.tiny();

    @TempDir
    private Path directory;

    private TestSite cloud;

    @BeforeEach
    void open() {
        cloud = new TestSite(directory);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private Session session(Lab lab) {
        return cloud.session(lab, cloud.aws(cloud));
    }

    private Session session() {
        return session(lab);
    }

    private Sweep sweep(Clients clients) {
        return new Sweep(Catalog.open(Labs.directory()), cloud.aws(clients), cloud.home(), cloud.events()::add);
    }

    private Sweep sweep() {
        return sweep(cloud);
    }

    private Operations operations() {
        return new Operations(cloud);
    }

    /** As another machine sees it, which has not started it. */
    private void forgetTheSession() throws Exception {
        FileUtils.delete(cloud.home().state().resolve("sessions").toFile(), FileUtils.RECURSIVE);
    }

    private static List<Map<String, String>> tags(String session, String lab, String expires) {
        return List.of(
                Map.of("Key", "lab:session", "Value", session),
                Map.of("Key", "lab:id", "Value", lab),
                Map.of("Key", "lab:expires", "Value", expires));
    }

    private void stack(String name, List<Map<String, String>> tags) throws InterruptedException {
        String template = """
                {"Resources": {"P": {"Type": "AWS::SSM::Parameter",
                  "Properties": {"Name": "/%s", "Type": "String", "Value": "x"}}}}
                """.formatted(name);
        operations()
                .get(
                        "cloudformation",
                        "CreateStack",
                        Input.of("StackName", name, "TemplateBody", template, "Tags", tags));
        cloud.pause(Duration.ofMinutes(1));
    }

    /** What an account holds that has nothing to do with labs, also what looks a little like theirs. */
    private void foreign() throws InterruptedException {
        operations()
                .get(
                        "s3",
                        "CreateBucket",
                        Input.of(
                                "Bucket",
                                "accounting",
                                "CreateBucketConfiguration",
                                Map.of("LocationConstraint", "eu-west-1")));
        operations().get("s3", "PutObject", Input.of("Bucket", "accounting", "Key", "2026.csv", "Body", "1,2,3"));
        operations().get("ssm", "PutParameter", Input.of("Name", "/tiny/foreign", "Value", "x", "Type", "String"));
        operations().get("iam", "CreateUser", Input.of("UserName", "lab-cicd"));
        operations().get("logs", "CreateLogGroup", Input.of("logGroupName", "/aws/lambda/billing"));
        stack("payroll", List.of(Map.of("Key", "lab", "Value", "tiny"), Map.of("Key", "session", "Value", "x")));
        stack("escaping", tags("../../etc", "../tiny", "2001-01-01T00:00:00Z"));
    }

    private Set<String> census() {
        return new Census(operations()).take();
    }

    @Test
    void all_that_a_session_makes_says_whose_it_is_and_until_when() {
        SessionState started = session().start(Optional.empty()).session();
        Map<String, String> expected = Map.of(
                "lab:session",
                started.id(),
                "lab:id",
                "tiny",
                "lab:expires",
                started.expires()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString());

        assertThat(tagsOf("codecommit", "ListTagsForResource", "resourceArn", repository()))
                .containsAllEntriesOf(expected);
        assertThat(tagsOf("iam", "ListUserTags", "UserName", "lab-tiny")).containsAllEntriesOf(expected);
        assertThat(tagsOf("ssm", "ListTagsForResource", "ResourceId", "/tiny/state"))
                .containsAllEntriesOf(expected);
        assertThat(tagsOf("s3", "GetBucketTagging", "Bucket", bucket())).containsAllEntriesOf(expected);
    }

    private String repository() {
        return operations()
                .get("codecommit", "GetRepository", Input.of("repositoryName", "tiny-app"))
                .at("/repositoryMetadata/Arn")
                .asText();
    }

    private String bucket() {
        return operations()
                .get("s3", "ListBuckets", Input.of())
                .at("/Buckets/0/Name")
                .asText();
    }

    private Map<String, String> tagsOf(String service, String operation, String member, String name) {
        Map<String, String> found = new java.util.HashMap<>();
        var input = Input.of(member, name);
        if (service.equals("ssm")) {
            input.put("ResourceType", "Parameter");
        }
        var answer = operations().get(service, operation, input);
        answer.path("tags")
                .properties()
                .forEach(tag -> found.put(tag.getKey(), tag.getValue().asText()));
        for (String list : List.of("Tags", "TagSet", "TagList")) {
            answer.path(list)
                    .forEach(tag -> found.put(
                            tag.path("Key").asText(), tag.path("Value").asText()));
        }
        return found;
    }

    private Lab calling(String call) {
        return Labs.changed(
                directory.resolve("calling"),
                manifest -> manifest.replace("\nworkspace:", "\n  - " + call + "\nworkspace:"));
    }

    @Test
    void what_a_call_of_the_lab_makes_carries_the_tags_too() {
        Lab changed = calling("call: sns:CreateTopic\n    with: {Name: made, Tags: [{Key: mine, Value: kept}]}");

        SessionState started = session(changed).start(Optional.empty()).session();

        assertThat(tagsOf("sns", "ListTagsForResource", "ResourceArn", "arn:aws:sns:eu-west-1:123456789012:made"))
                .containsEntry("lab:session", started.id())
                .containsEntry("lab:id", "tiny")
                .containsEntry("mine", "kept");
    }

    @Test
    void what_a_call_makes_that_can_carry_no_tag_is_named() {
        Lab changed = calling("call: iam:CreateGroup\n    with: {GroupName: made}");

        session(changed).start(Optional.empty());

        assertThat(cloud.events().toString()).contains("iam:CreateGroup makes something that can carry no tag");
    }

    @Test
    void a_second_start_moves_the_end_that_the_tags_tell() throws Exception {
        session().start(Optional.empty());
        cloud.pause(Duration.ofMinutes(30));

        SessionState later = session().start(Optional.empty()).session();

        String expires = later.expires()
                .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                .toString();
        assertThat(tagsOf("s3", "GetBucketTagging", "Bucket", bucket())).containsEntry("lab:expires", expires);
        assertThat(tagsOf("iam", "ListUserTags", "UserName", "lab-tiny")).containsEntry("lab:expires", expires);
    }

    @Test
    void a_lab_of_others_is_left_alone_until_its_own_tag_says_that_its_time_is_over() throws Exception {
        SessionState started = session().start(Optional.empty()).session();
        forgetTheSession();
        assertThat(sweep().plan()).isEmpty();
        assertThat(sweep().execute()).isEmpty();

        cloud.pause(lab.ttl());

        assertThat(sweep().plan()).singleElement().satisfies(leftover -> {
            assertThat(leftover.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(leftover.session()).isEqualTo(started.id());
            assertThat(leftover.resources())
                    .contains(
                            new StackResource("AWS::CloudFormation::Stack", "tiny"),
                            new StackResource("AWS::IAM::User", "lab-tiny"));
        });
        assertThat(sweep().execute()).singleElement().matches(Swept::isGone);
        assertThat(sweep().plan()).isEmpty();
    }

    @Test
    void what_does_not_say_until_when_it_is_needed_may_be_needed() throws Exception {
        stack("timeless", tags("0123abcd", "tiny", "some day"));
        cloud.pause(Duration.ofDays(400));

        assertThat(sweep().plan()).isEmpty();
    }

    @Test
    void what_has_no_tag_of_ours_is_never_touched() throws Exception {
        foreign();
        Set<String> before = census();
        session().start(Optional.empty());
        forgetTheSession();
        cloud.pause(lab.ttl());

        assertThat(sweep().execute()).singleElement().matches(Swept::isGone);

        assertThat(census()).isEqualTo(before);
        assertThat(operations()
                        .get("s3", "GetObject", Input.of("Bucket", "accounting", "Key", "2026.csv"))
                        .path("Body")
                        .asText())
                .isEqualTo("1,2,3");
    }

    @Test
    void a_stack_that_only_has_the_name_of_a_learners_is_left_as_it_is() throws Exception {
        session().start(Optional.empty());
        stack("tiny-extra", List.of());

        assertThat(session().stop(StopOptions.ordinary()).survivors()).isEmpty();

        assertThat(census())
                .containsExactlyInAnyOrder("AWS::CloudFormation::Stack tiny-extra", "AWS::SSM::Parameter /tiny-extra");
    }

    /** A stack of that body, with the tags of a session whose time is over. */
    private void left(String name, String resource, String outputs) throws InterruptedException {
        String template = """
                {"Resources": {"P": {"Type": "AWS::SSM::Parameter",
                  "Properties": {"Name": "/%s", "Type": "String", "Value": %s}}}, "Outputs": {%s}}
                """.formatted(name, resource, outputs);
        operations()
                .get(
                        "cloudformation",
                        "CreateStack",
                        Input.of(
                                "StackName",
                                name,
                                "TemplateBody",
                                template,
                                "Tags",
                                tags("0123abcd", "tiny", "2001-01-01T00:00:00Z")));
        cloud.pause(Duration.ofMinutes(1));
    }

    @Test
    void stacks_go_before_those_that_they_use() throws Exception {
        left("below", "\"x\"", "\"Name\": {\"Value\": {\"Ref\": \"P\"}, \"Export\": {\"Name\": \"below\"}}");
        left("above", "{\"Fn::ImportValue\": \"below\"}", "");

        assertThat(sweep().execute()).singleElement().matches(Swept::isGone);

        assertThat(census()).isEmpty();
        assertThat(cloud.events().toString())
                .as("at once, by the order in which they were made")
                .doesNotContain("DELETE_FAILED", "in use by");
    }

    private void tagged(String bucket, String session) {
        operations()
                .get(
                        "s3",
                        "CreateBucket",
                        Input.of(
                                "Bucket",
                                bucket,
                                "CreateBucketConfiguration",
                                Map.of("LocationConstraint", "eu-west-1")));
        operations()
                .get(
                        "s3",
                        "PutBucketTagging",
                        Input.of(
                                "Bucket",
                                bucket,
                                "Tagging",
                                Map.of("TagSet", tags(session, "tiny", "2001-01-01T00:00:00Z"))));
        operations().get("s3", "PutObject", Input.of("Bucket", bucket, "Key", "left", "Body", "x"));
    }

    @Test
    void what_outlived_its_stack_is_found_by_its_tag_and_deleted_too() {
        tagged("left-by-a-stack", "0123abcd");

        assertThat(sweep().plan()).singleElement().satisfies(leftover -> assertThat(leftover.resources())
                .containsExactly(new StackResource("AWS::S3::Bucket", "left-by-a-stack")));
        assertThat(sweep().execute()).singleElement().matches(Swept::isGone);

        assertThat(census()).isEmpty();
    }

    @Test
    void what_no_stop_knows_how_to_delete_is_named_and_keeps_the_sweep_from_being_done() {
        operations()
                .get(
                        "sns",
                        "CreateTopic",
                        Input.of("Name", "left", "Tags", tags("0123abcd", "tiny", "2001-01-01T00:00:00Z")));

        assertThat(sweep().execute()).singleElement().satisfies(swept -> {
            assertThat(swept.isGone()).isFalse();
            assertThat(swept.survivors()).singleElement().satisfies(survivor -> {
                assertThat(survivor.name()).endsWith(":left");
                assertThat(survivor.heldBy().toString()).contains("lab:session", "by hand");
            });
        });
    }

    /** A cloud that lets nobody delete objects. */
    private Clients holding() {
        return new Faulty(
                cloud,
                (type, method) -> method.equals("deleteObjects")
                        ? Optional.of(Faulty.answer(403, "AccessDenied", "Access Denied"))
                        : Optional.empty());
    }

    @Test
    void a_bucket_that_cannot_be_emptied_is_named_and_a_second_sweep_finishes() throws Exception {
        session().start(Optional.empty());
        operations().get("s3", "PutObject", Input.of("Bucket", bucket(), "Key", "held", "Body", "x"));
        String bucket = bucket();
        cloud.pause(lab.ttl());

        assertThat(sweep(holding()).execute()).singleElement().satisfies(swept -> {
            assertThat(swept.isGone()).isFalse();
            assertThat(swept.survivors())
                    .filteredOn(survivor -> survivor.type().equals("AWS::S3::Bucket"))
                    .singleElement()
                    .satisfies(survivor -> {
                        assertThat(survivor.name()).isEqualTo(bucket);
                        assertThat(survivor.heldBy().toString()).contains("held");
                    });
        });

        assertThat(sweep().execute()).singleElement().matches(Swept::isGone);
        assertThat(census()).isEmpty();
    }
}
