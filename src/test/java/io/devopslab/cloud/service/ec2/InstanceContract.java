package io.devopslab.cloud.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.Needs;
import io.devopslab.aws.Clients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;
import software.amazon.awssdk.services.iam.IamClient;

/** An instance is a process of this machine with an address, a directory and a console of its own. */
abstract class InstanceContract {

    private static final String SERVER = "#!/bin/sh\necho \"I am $INSTANCE_NAME at $HOST:$PORT\"\n"
            + "echo \"hello from $INSTANCE_NAME\" > index.html\nexec python3 -m http.server --bind \"$HOST\" \"$PORT\"\n";

    abstract Clients clients();

    abstract void pass(Duration duration);

    private Ec2Client ec2() {
        return clients().get(Ec2Client.class);
    }

    private String run(String name, String script) {
        return ec2().runInstances(r -> r.imageId("ami-0000000000000001a")
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1)
                        .userData(Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8)))
                        .tagSpecifications(t -> t.resourceType(ResourceType.INSTANCE)
                                .tags(tag -> tag.key("Name").value(name))))
                .instances()
                .get(0)
                .instanceId();
    }

    private Instance get(String id) {
        return ec2().describeInstances(r -> r.instanceIds(id))
                .reservations()
                .get(0)
                .instances()
                .get(0);
    }

    private static String ask(Instance instance) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + instance.privateIpAddress() + ":8080/");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void an_instance_runs_its_user_data_and_ends_with_it() throws Exception {
        Needs.program("python3");
        String one = run("one", SERVER);
        String two = run("two", SERVER);
        assertThat(get(one).state().name()).isEqualTo(InstanceStateName.PENDING);
        pass(Duration.ofSeconds(10));

        assertThat(get(one).state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(ask(get(one))).isEqualTo("hello from one\n");
        assertThat(ask(get(two))).isEqualTo("hello from two\n");
        assertThat(ec2().describeInstanceStatus(r -> r.instanceIds(one))
                        .instanceStatuses()
                        .get(0)
                        .instanceStatus()
                        .status())
                .isEqualTo(SummaryStatus.OK);
        String console = new String(
                Base64.getDecoder()
                        .decode(ec2().getConsoleOutput(r -> r.instanceId(one)).output()),
                StandardCharsets.UTF_8);
        assertThat(console).contains("I am one at " + get(one).privateIpAddress() + ":8080");

        ec2().stopInstances(r -> r.instanceIds(one));
        pass(Duration.ofSeconds(10));
        assertThat(get(one).state().name()).isEqualTo(InstanceStateName.STOPPED);
        Instance stopped = get(one);
        assertThatThrownBy(() -> ask(stopped)).isInstanceOf(IOException.class);
        assertThat(ec2().describeInstances(r ->
                                r.filters(f -> f.name("instance-state-name").values("running"), f -> f.name("tag:Name")
                                        .values("t*")))
                        .reservations())
                .hasSize(1);

        ec2().startInstances(r -> r.instanceIds(one));
        pass(Duration.ofSeconds(10));
        assertThat(ask(get(one))).isEqualTo("hello from one\n");
        ec2().rebootInstances(r -> r.instanceIds(one));
        pass(Duration.ofSeconds(10));
        assertThat(ask(get(one))).isEqualTo("hello from one\n");

        ec2().terminateInstances(r -> r.instanceIds(one, two));
        pass(Duration.ofSeconds(10));
        assertThat(get(one).state().name()).isEqualTo(InstanceStateName.TERMINATED);
        assertThatThrownBy(() -> ask(stopped)).isInstanceOf(IOException.class);
        pass(Duration.ofHours(2));
        assertThat(ec2().describeInstances().reservations()).isEmpty();
    }

    @Test
    void what_cannot_be_run_is_refused() {
        assertThatThrownBy(() -> ec2().runInstances(r -> r.minCount(1).maxCount(1)))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("MissingParameter"));
        assertThatThrownBy(() -> ec2().runInstances(r ->
                        r.imageId("ami-0000000000000001a").minCount(2).maxCount(1)))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"));
        assertThatThrownBy(() -> ec2().describeInstances(r -> r.instanceIds("i-0123456789abcdef0")))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInstanceID.NotFound"));
        assertThatThrownBy(() -> ec2().terminateInstances(r -> r.instanceIds("nonsense")))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidInstanceID.Malformed"));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Ec2Exception.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo(code));
    }

    private String token(Consumer<RunInstancesRequest.Builder> more) {
        return ec2().runInstances(r -> r.imageId("ami-0000000000000001a")
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1)
                        .clientToken("token")
                        .applyMutation(more))
                .instances()
                .get(0)
                .instanceId();
    }

    @Test
    void a_token_stands_for_one_request() {
        String id = token(r -> {});
        assertThat(token(r -> {})).isEqualTo(id);
        refused("IdempotentParameterMismatch", () -> token(r -> r.maxCount(2)));
        refused("IdempotentParameterMismatch", () -> token(r -> r.instanceType(InstanceType.T3_SMALL)));
        refused("IdempotentParameterMismatch", () -> token(r -> r.imageId("ami-0000000000000002a")));
        assertThat(ec2().describeInstanceAttribute(r -> r.instanceId(id).attribute(InstanceAttributeName.USER_DATA))
                        .userData()
                        .value())
                .isNull();
        refused("InvalidParameterCombination", () -> ec2().describeInstances(
                        r -> r.instanceIds(id).maxResults(5)));
        refused("InvalidParameterCombination", () -> ec2().describeInstanceStatus(
                        r -> r.instanceIds(id).maxResults(5)));
        ec2().terminateInstances(r -> r.instanceIds(id));
    }

    @Test
    void an_instance_has_the_profile_that_iam_knows() {
        IamClient iam = clients().get(IamClient.class);
        String arn = iam.createInstanceProfile(
                        r -> r.instanceProfileName("server").path("/lab/"))
                .instanceProfile()
                .arn();
        String id = token(r -> r.iamInstanceProfile(p -> p.name("server")));
        assertThat(get(id).iamInstanceProfile().arn()).isEqualTo(arn);
        assertThat(get(id).iamInstanceProfile().id()).startsWith("AIPA");
        refused("InvalidParameterValue", () -> token(r -> r.iamInstanceProfile(p -> p.name("nobody"))));
        refused("InvalidParameterValue", () -> token(r -> r.iamInstanceProfile(p -> p.name("\n#"))));
        refused("InvalidParameterValue", () -> token(r -> r.iamInstanceProfile(p -> p.arn(arn + "s"))));
        refused(
                "InvalidParameterCombination",
                () -> token(r -> r.iamInstanceProfile(p -> p.arn(arn).name("server"))));
        ec2().terminateInstances(r -> r.instanceIds(id));
    }

    private List<String> found(String filter, String value) {
        return ec2().describeInstances(r -> r.filters(f -> f.name(filter).values(value))).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(Instance::instanceId)
                .toList();
    }

    @Test
    void instances_are_found_by_what_describes_them() {
        String id = token(r -> {});
        String year = get(id).launchTime().toString().substring(0, 4);
        assertThat(found("launch-time", year + "-*")).containsExactly(id);
        assertThat(found("tenancy", "default")).containsExactly(id);
        assertThat(found("monitoring-state", "disabled")).containsExactly(id);
        assertThat(found("virtualization-type", "hvm")).containsExactly(id);
        assertThat(found("launch-index", "0")).containsExactly(id);
        assertThat(found("instance-lifecycle", "spot")).isEmpty();
        assertThat(found("iam-instance-profile.arn", "*")).isEmpty();
        pass(Duration.ofSeconds(30));
        assertThat(ec2().describeInstanceStatus(r ->
                                r.filters(f -> f.name("instance-status.status").values("ok")))
                        .instanceStatuses())
                .hasSize(1);
        ec2().terminateInstances(r -> r.instanceIds(id));
    }

    @Test
    void a_protected_instance_is_not_terminated() {
        String id = run("kept", "#!/bin/sh\n");
        pass(Duration.ofSeconds(10));
        ec2().modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(true)));
        assertThatThrownBy(() -> ec2().terminateInstances(r -> r.instanceIds(id)))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("OperationNotPermitted"));
        ec2().modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(false)));
        ec2().terminateInstances(r -> r.instanceIds(id));
    }
}
