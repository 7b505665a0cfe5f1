package io.devopslab.cloud.service.cloudformation.resource;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** CloudFormation's own resource types. */
public final class CloudFormationResources {

    /** The account that the answers' bucket belongs to. */
    public static final String SERVICE_ACCOUNT = Mailbox.ACCOUNT;

    private CloudFormationResources() {}

    /**
     * The handlers.
     *
     * @param answers the S3 of {@link #SERVICE_ACCOUNT} in the region
     */
    public static List<ResourceHandler> handlers(
            ServiceContext context,
            NestedStacks stacks,
            Supplier<LambdaClient> lambda,
            Supplier<S3Client> answers,
            Surroundings surroundings) {
        Patience patience = new Patience(context.time(), surroundings::cancelled);
        Mailbox mailbox = new Mailbox(context, answers);
        return List.of(
                new NestedStackHandler(stacks, patience),
                new CustomResourceHandler(lambda, mailbox, patience, surroundings),
                new WaitConditionHandleHandler(mailbox),
                new WaitConditionHandler(mailbox, patience),
                new MetadataHandler());
    }
}
