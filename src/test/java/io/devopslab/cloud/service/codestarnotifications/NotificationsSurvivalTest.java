package io.devopslab.cloud.service.codestarnotifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.devopslab.cloud.FakeTopics;
import io.devopslab.cloud.TestContext;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;
import software.amazon.awssdk.services.codestarnotifications.model.Target;

/** What is to be told is told by the next process, if this one ends before. */
final class NotificationsSurvivalTest {

    private static final String PIPELINE = "arn:aws:codepipeline:eu-west-1:123456789012:p";

    private static CodestarNotificationsService open(ServiceContext context, FakeTopics topics) {
        return new CodestarNotificationsService(context, () -> topics, () -> {
            throw new IllegalArgumentException("no CodePipeline");
        });
    }

    @Test
    void a_later_process_goes_on_with_what_is_to_be_told(@TempDir Path directory) {
        FakeTopics topics = FakeTopics.broken();
        try (Store store = Store.inMemory()) {
            ServiceContext first = TestContext.over(store, directory, 1);
            CodestarNotificationsService service = open(first, topics);
            service.createNotificationRule(r -> r.name("rule")
                    .resource(PIPELINE)
                    .detailType(DetailType.BASIC)
                    .eventTypeIds("codepipeline-pipeline-pipeline-execution-failed")
                    .targets(Target.builder()
                            .targetAddress("arn:aws:sns:eu-west-1:123456789012:t")
                            .build()));
            first.events()
                    .publish(
                            first.scope(),
                            "aws.codepipeline",
                            "CodePipeline Pipeline Execution State Change",
                            List.of(PIPELINE),
                            JsonNodeFactory.instance.objectNode().put("state", "FAILED"));
            first.time().advance(Duration.ofSeconds(1));
            first.time().close();
            assertThat(topics.published()).isEmpty();

            topics.mend();
            ServiceContext second = TestContext.over(store, directory, 2);
            open(second, topics).resume();
            second.time().advance(Duration.ofSeconds(1));
            second.time().close();
        }
        assertThat(topics.published()).hasSize(1);
        assertThat(topics.published().get(0).message()).contains("\"state\":\"FAILED\"");
    }
}
