package io.devopslab.cloud.service.codepipeline;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codepipeline.action.Providers;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the pipelines of {@link Declarations} stand on: their role, their bucket, and the services that their actions call. */
final class Ground {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":"codepipeline.amazonaws.com"}}]}
            """;

    private Ground() {}

    /** Makes the role, and the bucket with a first source. */
    static void prepare(Clients clients) {
        createRole(clients);
        createBucket(clients);
        clients.get(S3Client.class)
                .putObject(r -> r.bucket(Declarations.BUCKET).key(Declarations.OBJECT), RequestBody.fromString("v1"));
    }

    /** The role that pipelines act in. */
    static void createRole(Clients clients) {
        clients.get(IamClient.class).createRole(r -> r.roleName("pipeline").assumeRolePolicyDocument(TRUST));
    }

    /** The bucket of artifacts and sources, with nothing in it. */
    static void createBucket(Clients clients) {
        clients.get(S3Client.class).createBucket(r -> r.bucket(Declarations.BUCKET)
                .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    }

    /** The service by itself, so that a test can end it: it finds roles and objects in {@code others}, and only these functions. */
    static CodePipelineService service(ServiceContext context, Clients others, LambdaClient functions) {
        return new CodePipelineService(
                context,
                () -> others.get(IamClient.class),
                new Providers.Clients(
                        () -> others.get(S3Client.class),
                        none(),
                        none(),
                        none(),
                        () -> functions,
                        none(),
                        none(),
                        none(),
                        none()));
    }

    private static <C> Supplier<C> none() {
        return () -> {
            throw new IllegalArgumentException("not in this test");
        };
    }
}
