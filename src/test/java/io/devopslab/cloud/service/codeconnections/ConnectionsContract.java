package io.devopslab.cloud.service.codeconnections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codeconnections.CodeConnectionsClient;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import software.amazon.awssdk.services.codeconnections.model.ConnectionStatus;
import software.amazon.awssdk.services.codeconnections.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codestarconnections.CodeStarConnectionsClient;

/** What connections promise, for any implementation of both clients. */
abstract class ConnectionsContract {

    abstract CodeConnectionsClient connections();

    abstract CodeStarConnectionsClient older();

    abstract CloudFormationClient stacks();

    /** Waits until nothing is in progress. */
    abstract void settle();

    private String create(String name) {
        return connections()
                .createConnection(
                        r -> r.connectionName(name).providerType("GitHub").tags(t -> t.key("team")
                                .value("shop")))
                .connectionArn();
    }

    @Test
    void a_connection_is_made_shown_tagged_and_deleted() {
        String arn = create("one");
        assertThat(arn).matches("arn:aws:codeconnections:[a-z0-9-]+:\\d{12}:connection/[0-9a-f-]{36}");
        Connection found =
                connections().getConnection(r -> r.connectionArn(arn)).connection();
        assertThat(found.connectionName()).isEqualTo("one");
        assertThat(found.providerTypeAsString()).isEqualTo("GitHub");
        assertThat(found.connectionStatus()).isEqualTo(ConnectionStatus.AVAILABLE);
        assertThat(found.ownerAccountId()).isEqualTo(arn.split(":")[4]);

        connections()
                .tagResource(r -> r.resourceArn(arn).tags(t -> t.key("stage").value("test")));
        connections().untagResource(r -> r.resourceArn(arn).tagKeys("team"));
        assertThat(connections().listTagsForResource(r -> r.resourceArn(arn)).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key() + "=" + tag.value()).isEqualTo("stage=test"));

        connections().deleteConnection(r -> r.connectionArn(arn));
        assertThatThrownBy(() -> connections().getConnection(r -> r.connectionArn(arn)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void connections_are_listed_in_pages_and_by_provider() {
        create("first");
        create("second");
        var page = connections().listConnections(r -> r.maxResults(1));
        assertThat(page.connections()).hasSize(1);
        assertThat(connections()
                        .listConnections(r -> r.maxResults(1).nextToken(page.nextToken()))
                        .connections())
                .isNotEqualTo(page.connections());
        assertThat(connections()
                        .listConnections(r -> r.providerTypeFilter("Bitbucket"))
                        .connections())
                .isEmpty();
    }

    @Test
    void both_names_of_the_service_show_the_same_connections() {
        String arn = older().createConnection(r -> r.connectionName("old").providerType("Bitbucket"))
                .connectionArn();
        assertThat(arn).contains(":codestar-connections:");
        assertThat(connections()
                        .getConnection(r -> r.connectionArn(arn))
                        .connection()
                        .connectionName())
                .isEqualTo("old");
        assertThat(older().listConnections(r -> {}).connections())
                .anyMatch(connection -> connection.connectionArn().equals(arn));
        older().deleteConnection(r -> r.connectionArn(arn));
        assertThatThrownBy(() -> older().getConnection(r -> r.connectionArn(arn)))
                .isInstanceOf(
                        software.amazon.awssdk.services.codestarconnections.model.ResourceNotFoundException.class);
    }

    @Test
    void requests_are_checked() {
        assertThatThrownBy(() -> connections().createConnection(r -> r.connectionName("x".repeat(33))))
                .isInstanceOfSatisfying(AwsServiceException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                    assertThat(e.awsErrorDetails().errorMessage()).contains("'connectionName'");
                });
        assertThatThrownBy(() -> connections().createConnection(r -> r.connectionName("x")))
                .hasMessageContaining("providerType");
        assertThatThrownBy(() -> older().getConnection(r -> r.connectionArn("none")))
                .hasMessageContaining("1 validation error detected");
    }

    @Test
    void a_stack_makes_a_connection() {
        String name = "stack-" + UUID.randomUUID();
        stacks().createStack(r -> r.stackName(name).templateBody("""
                Resources:
                  C: {Type: AWS::CodeConnections::Connection, Properties: {ConnectionName: mine, ProviderType: GitLab}}
                Outputs:
                  Arn: {Value: !Ref C}
                  Status: {Value: !GetAtt C.ConnectionStatus}
                """));
        settle();
        var outputs =
                stacks().describeStacks(r -> r.stackName(name)).stacks().get(0).outputs();
        assertThat(outputs).extracting("outputValue").contains("AVAILABLE");
        stacks().deleteStack(r -> r.stackName(name));
        settle();
        assertThat(connections()
                        .listConnections(r -> r.providerTypeFilter("GitLab"))
                        .connections())
                .isEmpty();
    }
}
