package io.devopslab.cloud.service.eventbridge.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.shape.Shapes;
import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.eventbridge.target.TargetCalls.TargetCall;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.eventbridge.model.SqsParameters;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** The calls of targets in other services. Each can be repeated: a second call for the same event changes nothing. */
public final class ServiceCalls {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ServiceCalls() {}

    /** Starts a pipeline, with the variables and source revisions that the target's input names. */
    public static TargetCall codePipeline(Supplier<CodePipelineClient> client) {
        return event -> {
            StartPipelineExecutionRequest.Builder request = StartPipelineExecutionRequest.builder();
            if (event.isShaped()) {
                request = Shapes.read(parameters(event.payload()), StartPipelineExecutionRequest.class).toBuilder();
            }
            client.get()
                    .startPipelineExecution(
                            request.name(Arns.resource(event.target().arn()))
                                    .clientRequestToken(event.id())
                                    .overrideConfiguration(CallSource.of(event.ruleArn()))
                                    .build());
        };
    }

    /** Starts a build, with the overrides that the target's input names. */
    public static TargetCall codeBuild(Supplier<CodeBuildClient> client) {
        return event -> {
            StartBuildRequest.Builder request = StartBuildRequest.builder();
            if (event.isShaped()) {
                request = Shapes.read(parameters(event.payload()), StartBuildRequest.class).toBuilder();
            }
            client.get()
                    .startBuild(request.projectName(Arns.name(event.target().arn()))
                            .idempotencyToken(event.id())
                            .overrideConfiguration(CallSource.of(event.ruleArn()))
                            .build());
        };
    }

    /** Invokes a function without waiting for what it does. */
    public static TargetCall lambda(Supplier<LambdaClient> client) {
        return event -> client.get()
                .invoke(InvokeRequest.builder()
                        .functionName(event.target().arn())
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event.payload()))
                        .overrideConfiguration(CallSource.of(event.ruleArn()))
                        .build());
    }

    /** Publishes to a topic. */
    public static TargetCall sns(Supplier<SnsClient> client) {
        return event -> client.get()
                .publish(PublishRequest.builder()
                        .topicArn(event.target().arn())
                        .message(event.payload())
                        .overrideConfiguration(CallSource.of(event.ruleArn()))
                        .build());
    }

    /** Puts a message into a queue; a FIFO queue's target names the group, and the event is what is not said twice. */
    public static TargetCall sqs(Supplier<SqsClient> client) {
        return event -> {
            String name = Arns.name(event.target().arn());
            SendMessageRequest.Builder message = SendMessageRequest.builder()
                    .queueUrl(client.get().getQueueUrl(r -> r.queueName(name)).queueUrl())
                    .messageBody(event.payload())
                    .overrideConfiguration(CallSource.of(event.ruleArn()));
            SqsParameters parameters = event.target().sqsParameters();
            if (parameters != null && parameters.messageGroupId() != null) {
                message.messageGroupId(parameters.messageGroupId());
            }
            if (name.endsWith(".fifo")) {
                message.messageDeduplicationId(event.id());
            }
            client.get().sendMessage(message.build());
        };
    }

    /** Writes a line to a log group, in a stream of the event's own. */
    public static TargetCall logs(Supplier<CloudWatchLogsClient> client) {
        return event -> {
            String resource = Arns.resource(event.target().arn());
            String group = resource.substring("log-group:".length()).replaceFirst(":\\*$", "");
            CloudWatchLogsClient logs = client.get();
            try {
                logs.createLogStream(CreateLogStreamRequest.builder()
                        .logGroupName(group)
                        .logStreamName(event.id())
                        .build());
            } catch (ResourceAlreadyExistsException e) {
                // An earlier attempt came this far.
            }
            logs.putLogEvents(PutLogEventsRequest.builder()
                    .logGroupName(group)
                    .logStreamName(event.id())
                    .logEvents(InputLogEvent.builder()
                            .timestamp(event.event().time().toEpochMilli())
                            .message(message(event))
                            .build())
                    .build());
        };
    }

    /** A shaped payload for a log group is an object with the members {@code timestamp} and {@code message}. */
    private static String message(TargetEvent event) {
        JsonNode message = event.isShaped() ? parameters(event.payload()).path("message") : JSON.missingNode();
        return message.isTextual() ? message.textValue() : event.payload();
    }

    private static ObjectNode parameters(String payload) {
        try {
            return JSON.readTree(payload) instanceof ObjectNode parameters ? parameters : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The input of the target is not JSON: " + payload, e);
        }
    }
}
