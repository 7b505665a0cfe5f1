package io.devopslab.cdk;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogStream;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * The lab {@code observability}: a log that nobody reads, and a pager that nobody rings. It has no more than what LocalStack carries
 * without a token.
 */
final class ObservabilityStack extends Stack {

    ObservabilityStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        LogGroup log = LogGroup.Builder.create(this, "Log")
                .logGroupName("/shop/orders")
                .retention(RetentionDays.ONE_WEEK)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        LogStream stream = LogStream.Builder.create(this, "Stream")
                .logGroup(log)
                .logStreamName("orders-1")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Topic onCall = Topic.Builder.create(this, "OnCall")
                .topicName("observability-oncall")
                .displayName("Shop on call")
                .build();
        // Without a name of its own: that would be taken for a minute after the lab's end.
        Queue pager = Queue.Builder.create(this, "Pager")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        output("LogGroupName", log.getLogGroupName());
        output("LogStreamName", stream.getLogStreamName());
        output("TopicArn", onCall.getTopicArn());
        output("QueueUrl", pager.getQueueUrl());
        output("QueueArn", pager.getQueueArn());
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }
}
