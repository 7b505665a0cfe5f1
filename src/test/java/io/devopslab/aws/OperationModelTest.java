package io.devopslab.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationModelTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codepipeline:GetPipelineState",
                "iam:ListMFADevices",
                "s3api:GetObject",
                "s3:PutObject",
                "logs:FilterLogEvents",
                "lambda:Invoke",
                "events:PutEvents"
            })
    void operations_are_found_by_the_names_of_the_api(String name) {
        assertThat(OperationModel.of(OperationName.parse(name)).problems(new ObjectMapper().createObjectNode()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "codepipline:GetPipelineState, codepipeline",
        "codepipeline:GetPipelineStatus, GetPipelineState",
        "codepipeline:get-pipeline-state, GetPipelineState",
        "codepipeline:getpipelinestate, GetPipelineState",
        "lambda:InvokeFunction, Invoke"
    })
    void a_wrong_word_gets_the_nearest_valid_one(String name, String nearest) {
        assertThatThrownBy(() -> OperationModel.of(OperationName.parse(name)))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("did you mean '" + nearest + "'?");
    }

    @Test
    void a_service_that_is_not_on_board_is_told_apart_from_one_that_does_not_exist() {
        assertThatThrownBy(() -> OperationModel.of(OperationName.parse("kms:Encrypt")))
                .hasMessageContaining("not part of this program");
    }

    @Test
    void members_that_do_not_exist_are_found_at_any_depth() throws Exception {
        var input = new ObjectMapper()
                .readTree("{'stackName':'x','Parameters':[{'ParameterKey':'a','ParamValue':'b'}]}".replace('\'', '"'));
        assertThat(OperationModel.of(OperationName.parse("cloudformation:CreateStack"))
                        .problems(input))
                .extracting(OperationModel.MemberProblem::path)
                .containsExactly("stackName", "Parameters[0].ParamValue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "GetPipelineState", "codepipeline:", ":GetPipelineState"})
    void a_text_without_two_words_is_no_operation(String text) {
        assertThatThrownBy(() -> OperationName.parse(text))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("codepipeline:GetPipelineState");
    }
}
