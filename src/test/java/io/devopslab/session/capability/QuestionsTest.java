package io.devopslab.session.capability;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuestionsTest {

    @Test
    void every_service_that_labs_can_name_can_be_asked_about() {
        assertThat(Questions.services()).containsAll(Operations.present());
    }

    @ParameterizedTest
    @CsvSource({
        "codepipeline:GetPipelineState, true",
        "codebuild:BatchGetBuilds, true",
        "logs:FilterLogEvents, true",
        "lambda:Invoke, false",
        "codepipeline:PutApprovalResult, false",
        "s3:DeleteObject, false",
        "iam:Getaway, false",
    })
    void only_what_reads_is_called_to_see_what_comes(String operation, boolean harmless) {
        assertThat(Questions.isHarmless(OperationName.parse(operation))).isEqualTo(harmless);
    }
}
