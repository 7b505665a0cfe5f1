package io.devopslab.cloud.service.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devopslab.aws.Clients;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetHooksStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.TypeSummary;

/** What CloudFormation tells of its registry: the types that stacks can have, and hooks, of which there are none. */
abstract class TypeListingContract {

    abstract Clients clients();

    private CloudFormationClient cloudFormation() {
        return clients().get(CloudFormationClient.class);
    }

    @Test
    void the_types_of_aws_are_public() {
        assertThat(cloudFormation()
                        .listTypesPaginator(r -> r.visibility("PUBLIC").maxResults(20))
                        .typeSummaries())
                .extracting(TypeSummary::typeName)
                .contains("AWS::S3::Bucket", "AWS::CodePipeline::Pipeline", "AWS::CloudFormation::Stack")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(cloudFormation()
                        .listTypes(r -> r.visibility("PUBLIC")
                                .filters(f -> f.category("AWS_TYPES").typeNamePrefix("AWS::SSM")))
                        .typeSummaries())
                .singleElement()
                .satisfies(type -> {
                    assertThat(type.typeName()).isEqualTo("AWS::SSM::Parameter");
                    assertThat(type.typeArn())
                            .isEqualTo("arn:aws:cloudformation:eu-west-1::type/resource/AWS-SSM-Parameter");
                    assertThat(type.typeAsString()).isEqualTo("RESOURCE");
                });
    }

    @Test
    void nobody_has_types_of_their_own() {
        assertThat(cloudFormation().listTypes(r -> {}).typeSummaries()).isEmpty();
        assertThat(cloudFormation()
                        .listTypes(r -> r.visibility("PUBLIC").type("HOOK"))
                        .typeSummaries())
                .isEmpty();
        assertThat(cloudFormation()
                        .listTypes(r -> r.visibility("PUBLIC").filters(f -> f.category("THIRD_PARTY")))
                        .typeSummaries())
                .isEmpty();
        assertThatThrownBy(() -> cloudFormation().listTypes(r -> r.visibility("SECRET")))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("visibility");
        assertThatThrownBy(() -> cloudFormation().listTypes(r -> r.nextToken("token")))
                .isInstanceOf(CloudFormationException.class);
    }

    @Test
    void a_change_set_calls_no_hooks() {
        String name = "s-" + UUID.randomUUID();
        String id = cloudFormation()
                .createChangeSet(r -> r.stackName(name)
                        .changeSetName("first")
                        .changeSetType("CREATE")
                        .templateBody("Resources: {B: {Type: AWS::S3::Bucket}}"))
                .id();
        assertThat(cloudFormation()
                        .describeChangeSetHooks(r -> r.stackName(name).changeSetName("first")))
                .satisfies(hooks -> {
                    assertThat(hooks.changeSetId()).isEqualTo(id);
                    assertThat(hooks.stackName()).isEqualTo(name);
                    assertThat(hooks.status()).isEqualTo(ChangeSetHooksStatus.PLANNED);
                    assertThat(hooks.hooks()).isEmpty();
                });
        assertThatThrownBy(() -> cloudFormation()
                        .describeChangeSetHooks(r -> r.stackName(name).changeSetName("second")))
                .isInstanceOf(ChangeSetNotFoundException.class);
    }
}
