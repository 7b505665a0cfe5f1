package io.devopslab.cloud.service.codedeploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codedeploy.CodeDeployClient;
import software.amazon.awssdk.services.codedeploy.model.ApplicationAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationInfo;
import software.amazon.awssdk.services.codedeploy.model.ApplicationNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.CodeDeployException;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentGroupRequest;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInUseException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilter;
import software.amazon.awssdk.services.codedeploy.model.EC2TagFilterType;
import software.amazon.awssdk.services.codedeploy.model.GitHubAccountTokenDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.GitHubAccountTokenNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.InvalidAlarmConfigException;
import software.amazon.awssdk.services.codedeploy.model.InvalidApplicationNameException;
import software.amazon.awssdk.services.codedeploy.model.InvalidBlueGreenDeploymentConfigurationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentIdException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentStyleException;
import software.amazon.awssdk.services.codedeploy.model.InvalidEc2TagCombinationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidEc2TagException;
import software.amazon.awssdk.services.codedeploy.model.InvalidLoadBalancerInfoException;
import software.amazon.awssdk.services.codedeploy.model.InvalidMinimumHealthyHostValueException;
import software.amazon.awssdk.services.codedeploy.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codedeploy.model.InvalidOperationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidRoleException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTrafficRoutingConfigurationException;
import software.amazon.awssdk.services.codedeploy.model.RevisionDoesNotExistException;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;
import software.amazon.awssdk.services.codedeploy.model.RoleRequiredException;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagRequiredException;
import software.amazon.awssdk.services.codedeploy.model.TagSetListLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.TriggerEventType;

/** What CodeDeploy does with applications, groups, configurations, revisions and tags. */
abstract class SetupContract {

    abstract Clients clients();

    /** Lets that much of the cloud's time pass. */
    abstract void pass(Duration duration);

    private CodeDeployClient deploy() {
        return new CodeDeployFixture(clients(), this::pass).deploy();
    }

    private static void assertRefused(ThrowingCallable call, Class<? extends CodeDeployException> type) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CodeDeployException.class, error -> {
            assertThat(error).isInstanceOf(type);
            assertThat(error.statusCode()).isEqualTo(400);
            assertThat(error.awsErrorDetails().errorCode()).isEqualToIgnoringCase(type.getSimpleName());
        });
    }

    private String application(String platform) {
        String name = CodeDeployFixture.name("setup");
        deploy().createApplication(r -> r.applicationName(name).computePlatform(platform));
        return name;
    }

    private void group(String application, String group) {
        deploy().createDeploymentGroup(r ->
                r.applicationName(application).deploymentGroupName(group).serviceRoleArn(CodeDeployFixture.ROLE));
    }

    @Test
    void applications_are_made_renamed_listed_and_deleted() {
        CodeDeployClient deploy = deploy();
        String name = application("Server");
        assertRefused(
                () -> deploy.createApplication(r -> r.applicationName(name)), ApplicationAlreadyExistsException.class);
        assertRefused(
                () -> deploy.createApplication(r -> r.applicationName("a b")), InvalidApplicationNameException.class);
        group(name, "group");

        String renamed = name + "-renamed";
        deploy.updateApplication(r -> r.applicationName(name).newApplicationName(renamed));
        assertRefused(
                () -> deploy.getApplication(r -> r.applicationName(name)), ApplicationDoesNotExistException.class);
        assertThat(deploy.listDeploymentGroups(r -> r.applicationName(renamed)).deploymentGroups())
                .containsExactly("group");
        assertThat(deploy.batchGetApplications(r -> r.applicationNames(renamed, "absent"))
                        .applicationsInfo())
                .extracting(ApplicationInfo::applicationName)
                .containsExactly(renamed);

        deploy.deleteApplication(r -> r.applicationName(renamed));
        deploy.deleteApplication(r -> r.applicationName(renamed));
        assertThat(deploy.listApplications(r -> {}).applications()).doesNotContain(renamed);
    }

    @Test
    void listings_come_in_pages() {
        CodeDeployClient deploy = deploy();
        String application = application("Server");
        IntStream.range(0, 103).forEach(i -> group(application, "group-" + i));

        assertThat(deploy.listDeploymentGroups(r -> r.applicationName(application)))
                .satisfies(page -> {
                    assertThat(page.deploymentGroups()).hasSize(100);
                    assertThat(page.nextToken()).isNotNull();
                });
        assertThat(
                        deploy
                                .listDeploymentGroupsPaginator(r -> r.applicationName(application))
                                .deploymentGroups()
                                .stream())
                .hasSize(103)
                .doesNotHaveDuplicates();
    }

    @Test
    void groups_say_what_they_are_and_change_in_what_is_given() {
        CodeDeployClient deploy = deploy();
        String application = application("Server");
        String topic = "arn:aws:sns:eu-west-1:123456789012:t";
        deploy.createDeploymentGroup(r -> r.applicationName(application)
                .deploymentGroupName("group")
                .serviceRoleArn(CodeDeployFixture.ROLE)
                .onPremisesInstanceTagFilters(f -> f.key("a").value("b").type("KEY_AND_VALUE"))
                .triggerConfigurations(t ->
                        t.triggerName("t").triggerTargetArn(topic).triggerEvents(TriggerEventType.DEPLOYMENT_START)));
        deploy.updateDeploymentGroup(r -> r.applicationName(application)
                .currentDeploymentGroupName("group")
                .newDeploymentGroupName("renamed")
                .deploymentConfigName("CodeDeployDefault.AllAtOnce")
                .triggerConfigurations(List.of()));

        assertRefused(
                () -> deploy.getDeploymentGroup(
                        r -> r.applicationName(application).deploymentGroupName("group")),
                DeploymentGroupDoesNotExistException.class);
        assertThat(deploy.getDeploymentGroup(r -> r.applicationName(application).deploymentGroupName("renamed"))
                        .deploymentGroupInfo())
                .satisfies(group -> {
                    assertThat(group.deploymentConfigName()).isEqualTo("CodeDeployDefault.AllAtOnce");
                    assertThat(group.triggerConfigurations()).isEmpty();
                    assertThat(group.onPremisesInstanceTagFilters()).hasSize(1);
                    assertThat(group.deploymentStyle().deploymentTypeAsString()).isEqualTo("IN_PLACE");
                    assertThat(group.computePlatformAsString()).isEqualTo("Server");
                    assertThat(group.serviceRoleArn()).isEqualTo(CodeDeployFixture.ROLE);
                });
    }

    @Test
    void groups_that_make_no_sense_are_refused() {
        CodeDeployClient deploy = deploy();
        String server = application("Server");
        String lambda = application("Lambda");
        assertRefused(
                () -> deploy.createDeploymentGroup(
                        r -> r.applicationName(server).deploymentGroupName("g")),
                RoleRequiredException.class);
        assertRefused(
                () -> deploy.createDeploymentGroup(r -> r.applicationName(server)
                        .deploymentGroupName("g")
                        .serviceRoleArn("arn:aws:iam::123456789012:role/absent")),
                InvalidRoleException.class);
        assertRefused(() -> group(lambda, "g"), InvalidDeploymentStyleException.class);
        assertRefused(
                () -> deploy.createDeploymentGroup(r -> r.applicationName(server)
                        .deploymentGroupName("g")
                        .serviceRoleArn(CodeDeployFixture.ROLE)
                        .alarmConfiguration(a -> a.enabled(true))),
                InvalidAlarmConfigException.class);
    }

    private void assertFleetRefused(
            Consumer<CreateDeploymentGroupRequest.Builder> group, Class<? extends CodeDeployException> type) {
        String application = application("Server");
        assertRefused(
                () -> deploy().createDeploymentGroup(r -> r.applicationName(application)
                        .deploymentGroupName("g")
                        .serviceRoleArn(CodeDeployFixture.ROLE)
                        .applyMutation(group)),
                type);
    }

    private static void behindBalancer(CreateDeploymentGroupRequest.Builder group, String type) {
        group.deploymentStyle(s -> s.deploymentType(type).deploymentOption("WITH_TRAFFIC_CONTROL"))
                .loadBalancerInfo(b -> b.targetGroupInfoList(t -> t.name("web")));
    }

    @Test
    void groups_of_fleets_need_what_their_style_needs() {
        assertFleetRefused(
                g -> g.deploymentStyle(s -> s.deploymentOption("WITH_TRAFFIC_CONTROL")),
                InvalidLoadBalancerInfoException.class);
        assertFleetRefused(
                g -> g.deploymentStyle(s -> s.deploymentOption("WITH_TRAFFIC_CONTROL"))
                        .loadBalancerInfo(b -> b.targetGroupInfoList(t -> t.name(""))),
                InvalidLoadBalancerInfoException.class);
        assertFleetRefused(
                g -> g.deploymentStyle(s -> s.deploymentType("BLUE_GREEN")), InvalidDeploymentStyleException.class);
        assertFleetRefused(
                g -> behindBalancer(g, "BLUE_GREEN"), InvalidBlueGreenDeploymentConfigurationException.class);
        assertFleetRefused(
                g -> {
                    behindBalancer(g, "BLUE_GREEN");
                    g.blueGreenDeploymentConfiguration(c -> c.terminateBlueInstancesOnDeploymentSuccess(
                            t -> t.action("TERMINATE").terminationWaitTimeInMinutes(2881)));
                },
                InvalidBlueGreenDeploymentConfigurationException.class);
        EC2TagFilter filter =
                EC2TagFilter.builder().key("k").type(EC2TagFilterType.KEY_ONLY).build();
        assertFleetRefused(
                g -> g.ec2TagFilters(filter).ec2TagSet(s -> s.ec2TagSetList(List.of(List.of(filter)))),
                InvalidEc2TagCombinationException.class);
        assertFleetRefused(g -> g.ec2TagFilters(f -> f.type("KEY_ONLY")), InvalidEc2TagException.class);
        assertFleetRefused(
                g -> g.ec2TagSet(s -> s.ec2TagSetList(Collections.nCopies(4, List.of(filter)))),
                TagSetListLimitExceededException.class);
    }

    @Test
    void what_only_auto_scaling_and_classic_load_balancers_could_do_is_said_to_be_missing() {
        String application = application("Server");
        for (Consumer<CreateDeploymentGroupRequest.Builder> wish :
                List.<Consumer<CreateDeploymentGroupRequest.Builder>>of(
                        g -> g.deploymentStyle(s -> s.deploymentOption("WITH_TRAFFIC_CONTROL"))
                                .loadBalancerInfo(b -> b.elbInfoList(e -> e.name("classic"))),
                        g -> {
                            behindBalancer(g, "BLUE_GREEN");
                            g.blueGreenDeploymentConfiguration(
                                    c -> c.greenFleetProvisioningOption(o -> o.action("COPY_AUTO_SCALING_GROUP")));
                        })) {
            assertThatThrownBy(() -> deploy().createDeploymentGroup(r -> r.applicationName(application)
                            .deploymentGroupName("g")
                            .serviceRoleArn(CodeDeployFixture.ROLE)
                            .applyMutation(wish)))
                    .hasMessageContaining("The embedded cloud has no");
        }
    }

    @Test
    void configurations_are_of_aws_or_of_people() {
        CodeDeployClient deploy = deploy();
        assertThat(deploy.listDeploymentConfigs(r -> {}).deploymentConfigsList())
                .contains(
                        "CodeDeployDefault.OneAtATime",
                        "CodeDeployDefault.LambdaCanary10Percent30Minutes",
                        "CodeDeployDefault.LambdaLinear10PercentEvery1Minute",
                        "CodeDeployDefault.ECSLinear10PercentEvery3Minutes");
        assertRefused(
                () -> deploy.deleteDeploymentConfig(r -> r.deploymentConfigName("CodeDeployDefault.OneAtATime")),
                InvalidOperationException.class);
        assertRefused(
                () -> deploy.createDeploymentConfig(r -> r.deploymentConfigName("c")
                        .computePlatform("Lambda")
                        .trafficRoutingConfig(
                                t -> t.type("TimeBasedCanary").timeBasedCanary(c -> c.canaryPercentage(100)))),
                InvalidTrafficRoutingConfigurationException.class);
        assertRefused(
                () -> deploy.createDeploymentConfig(r -> r.deploymentConfigName("c")
                        .minimumHealthyHosts(h -> h.type("FLEET_PERCENT").value(101))),
                InvalidMinimumHealthyHostValueException.class);

        String name = CodeDeployFixture.name("config");
        deploy.createDeploymentConfig(r -> r.deploymentConfigName(name)
                .minimumHealthyHosts(h -> h.type("HOST_COUNT").value(2)));
        String application = application("Server");
        deploy.createDeploymentGroup(r -> r.applicationName(application)
                .deploymentGroupName("g")
                .deploymentConfigName(name)
                .serviceRoleArn(CodeDeployFixture.ROLE));
        assertRefused(
                () -> deploy.deleteDeploymentConfig(r -> r.deploymentConfigName(name)),
                DeploymentConfigInUseException.class);
        deploy.deleteDeploymentGroup(r -> r.applicationName(application).deploymentGroupName("g"));
        deploy.deleteDeploymentConfig(r -> r.deploymentConfigName(name));
        assertRefused(
                () -> deploy.getDeploymentConfig(r -> r.deploymentConfigName(name)),
                DeploymentConfigDoesNotExistException.class);
    }

    @Test
    void registered_revisions_are_told_with_their_text() {
        CodeDeployClient deploy = deploy();
        String application = application("Lambda");
        RevisionLocation revision = CodeDeployFixture.content(CodeDeployFixture.appSpec("f"));
        deploy.registerApplicationRevision(
                r -> r.applicationName(application).revision(revision).description("the first"));

        RevisionLocation listed = deploy.listApplicationRevisions(r -> r.applicationName(application))
                .revisions()
                .get(0);
        assertThat(listed.appSpecContent().content()).isNull();
        assertThat(deploy.getApplicationRevision(
                        r -> r.applicationName(application).revision(listed)))
                .satisfies(known -> {
                    assertThat(known.revision().appSpecContent().content())
                            .isEqualTo(revision.appSpecContent().content());
                    assertThat(known.revisionInfo().description()).isEqualTo("the first");
                    assertThat(known.revisionInfo().firstUsedTime()).isNull();
                });
        assertRefused(
                () -> deploy.getApplicationRevision(
                        r -> r.applicationName(application).revision(CodeDeployFixture.content("other"))),
                RevisionDoesNotExistException.class);
    }

    @Test
    void applications_and_groups_have_tags() {
        CodeDeployClient deploy = deploy();
        String application = application("Server");
        String arn = "arn:aws:codedeploy:eu-west-1:123456789012:application:" + application;
        deploy.tagResource(r -> r.resourceArn(arn)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));
        deploy.untagResource(r -> r.resourceArn(arn).tagKeys("a"));
        assertThat(deploy.listTagsForResource(r -> r.resourceArn(arn)).tags())
                .containsExactly(Tag.builder().key("b").value("2").build());
        assertRefused(() -> deploy.tagResource(r -> r.resourceArn(arn)), TagRequiredException.class);
    }

    @Test
    void deployments_that_are_not_there_are_told_apart_from_nonsense() {
        CodeDeployClient deploy = deploy();
        assertRefused(
                () -> deploy.getDeployment(r -> r.deploymentId("d-ABCDEFGHI")), DeploymentDoesNotExistException.class);
        assertRefused(() -> deploy.getDeployment(r -> r.deploymentId("nonsense")), InvalidDeploymentIdException.class);
    }

    @Test
    void deployments_are_listed_of_all_or_of_one_group() {
        String application = application("Server");
        group(application, "group");
        assertThat(deploy().listDeployments(r -> r.applicationName(application).deploymentGroupName("group"))
                        .deployments())
                .isEmpty();
        assertRefused(
                () -> deploy().listDeployments(r -> r.applicationName(application)),
                DeploymentGroupNameRequiredException.class);
        assertRefused(
                () -> deploy().listDeployments(r -> r.deploymentGroupName("group")),
                ApplicationNameRequiredException.class);
    }

    @Test
    void there_are_no_connections_to_git_hub() {
        CodeDeployClient deploy = deploy();
        assertThat(deploy.listGitHubAccountTokenNames(r -> {}).tokenNameList()).isEmpty();
        assertRefused(() -> deploy.listGitHubAccountTokenNames(r -> r.nextToken("t")), InvalidNextTokenException.class);
        assertRefused(
                () -> deploy.deleteGitHubAccountToken(r -> r.tokenName("mine")),
                GitHubAccountTokenDoesNotExistException.class);
        assertRefused(() -> deploy.deleteGitHubAccountToken(r -> {}), GitHubAccountTokenNameRequiredException.class);
    }
}
