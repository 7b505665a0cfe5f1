package io.devopslab.cloud.service.s3;

import io.devopslab.cloud.stack.ResourceHandler;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** What CloudFormation can provision of S3. */
public final class S3Resources {

    private S3Resources() {}

    public static List<ResourceHandler> handlers(Supplier<S3Client> client) {
        return List.of(new BucketResource(client), new BucketPolicyResource(client));
    }
}
