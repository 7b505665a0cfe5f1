package io.devopslab.session.capability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CarriedTemplateTest {

    private static CarriedTemplate without(String service, String template) {
        return CarriedTemplate.of(template, service::equals);
    }

    private static JsonNode body(CarriedTemplate template) throws Exception {
        return new ObjectMapper().readTree(template.body().orElseThrow());
    }

    private static String template(String reference) {
        return """
                {"Resources": {
                  "Repository": {"Type": "AWS::CodeCommit::Repository", "Properties": {"RepositoryName": "shop"}},
                  "Policy": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyDocument": {"Statement": [{"Resource": %s}]}}},
                  "Bucket": {"Type": "AWS::S3::Bucket"}}}""".formatted(reference);
    }

    @Test
    void a_template_of_which_nothing_is_lacking_stays_as_it_is_written() {
        String template = template("\"*\"");

        assertThat(without("codebuild", template).body()).contains(template);
        assertThat(without("codebuild", template).leftOut()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Ref\": \"Repository\"}",
                "{\"Fn::GetAtt\": [\"Repository\", \"Arn\"]}",
                "{\"Fn::GetAtt\": \"Repository.Arn\"}",
                "{\"Fn::Sub\": \"${Repository.Arn}/*\"}",
                "{\"Fn::Sub\": [\"${Repository}-${x}\", {\"x\": \"y\"}]}",
                "{\"Fn::Sub\": [\"${x}\", {\"x\": {\"Ref\": \"Repository\"}}]}",
                "{\"Fn::Join\": [\"\", [\"a\", {\"Ref\": \"Repository\"}]]}"
            })
    void what_refers_to_what_is_lacking_goes_with_it(String reference) throws Exception {
        CarriedTemplate carried = without("codecommit", template(reference));

        assertThat(body(carried).path("Resources").properties()).hasSize(1);
        assertThat(carried.leftOut())
                .containsExactly("Repository (AWS::CodeCommit::Repository)", "Policy (AWS::IAM::Policy)");
    }

    @Test
    void what_only_names_it_in_words_stays() throws Exception {
        CarriedTemplate carried = without("codecommit", template("\"arn:aws:codecommit:*:*:Repository\""));

        assertThat(body(carried).path("Resources").has("Policy")).isTrue();
    }

    @Test
    void what_only_waits_for_it_stays_and_waits_no_more() throws Exception {
        CarriedTemplate carried = without("codebuild", """
                {"Resources": {
                  "Build": {"Type": "AWS::CodeBuild::Project"},
                  "One": {"Type": "AWS::S3::Bucket", "DependsOn": "Build"},
                  "Two": {"Type": "AWS::S3::Bucket", "DependsOn": ["Build", "One"]}}}""");

        assertThat(body(carried).path("Resources").path("One").has("DependsOn")).isFalse();
        assertThat(body(carried).path("Resources").path("Two").path("DependsOn"))
                .extracting(JsonNode::asText)
                .containsExactly("One");
    }

    @Test
    void a_chain_of_references_goes_whole_and_so_do_outputs_of_it() throws Exception {
        CarriedTemplate carried = without("codebuild", """
                {"Resources": {
                  "Last": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "Middle"}}},
                  "Middle": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Ref": "Build"}}},
                  "Build": {"Type": "AWS::CodeBuild::Project"},
                  "Topic": {"Type": "AWS::SNS::Topic"}},
                 "Outputs": {"Name": {"Value": {"Ref": "Last"}}, "Topic": {"Value": {"Ref": "Topic"}}}}""");

        assertThat(body(carried).path("Resources").properties()).hasSize(1);
        assertThat(body(carried).path("Outputs").properties()).hasSize(1);
    }

    @Test
    void of_a_stack_of_nothing_else_nothing_is_left() {
        CarriedTemplate carried =
                without("codebuild", "{\"Resources\": {\"Build\": {\"Type\": \"AWS::CodeBuild::Project\"}}}");

        assertThat(carried.body()).isEmpty();
    }

    @Test
    void a_template_in_yaml_is_taken_whole_or_not_at_all() {
        String template = """
                Resources:
                  Pipeline:
                    Type: AWS::CodePipeline::Pipeline
                    Properties: {RoleArn: !GetAtt Role.Arn}
                  Bucket:
                    Type: "AWS::S3::Bucket"
                """;

        assertThat(without("codebuild", template).body()).contains(template);
        assertThat(without("codepipeline", template).body()).isEmpty();
        assertThat(without("s3", template).leftOut()).containsExactly("AWS::S3::Bucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "3", "{}", "{\"Resources\": []}", "{\"Resources\": {\"A\": 3}}", "{"})
    void what_is_no_template_is_left_for_the_target_to_refuse(String text) {
        assertThat(without("s3", text).body()).contains(text);
    }
}
