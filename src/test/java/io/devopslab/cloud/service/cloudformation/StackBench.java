package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.TestCloud;
import io.devopslab.cloud.kernel.AccessKeys;
import io.devopslab.cloud.kernel.Blobs;
import io.devopslab.cloud.kernel.BuildPlace;
import io.devopslab.cloud.kernel.CloudEvent;
import io.devopslab.cloud.kernel.EventBus;
import io.devopslab.cloud.kernel.GitCredentials;
import io.devopslab.cloud.kernel.HostStart;
import io.devopslab.cloud.kernel.Ids;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.SimulatedTime;
import io.devopslab.cloud.kernel.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** A CloudFormation with two fake resource types, and what tests say to it all the time. */
final class StackBench implements AutoCloseable {

    static final String THING = "AWS::Fake::Thing";
    static final String OTHER = "AWS::Fake::Other";

    final FakeHandler things;
    final FakeHandler others;
    final SimulatedTime time = new SimulatedTime(TestCloud.START);
    final List<CloudEvent> published = new CopyOnWriteArrayList<>();
    final Map<String, String> parameters =
            new ConcurrentHashMap<>(Map.of("/app/version", "7", "/app/hosts", "a, b ", "/app/secret", "s"));
    final FakeTopics topics = new FakeTopics();
    final CloudFormationService cloudFormation;
    private final Store store;

    StackBench(Path directory) {
        this(directory, Store.inMemory(), new FakeHandler(THING), new FakeHandler(OTHER), 42);
    }

    StackBench(Path directory, S3Client s3, LambdaClient lambda, S3Client answers) {
        this(
                directory,
                Store.inMemory(),
                new FakeHandler(THING),
                new FakeHandler(OTHER),
                42,
                () -> s3,
                () -> lambda,
                () -> answers);
    }

    StackBench(Path directory, Store store, FakeHandler things, FakeHandler others, int seed) {
        this(
                directory,
                store,
                things,
                others,
                seed,
                none(S3Client.class),
                none(LambdaClient.class),
                none(S3Client.class));
    }

    private StackBench(
            Path directory,
            Store store,
            FakeHandler things,
            FakeHandler others,
            int seed,
            Supplier<S3Client> s3,
            Supplier<LambdaClient> lambda,
            Supplier<S3Client> answers) {
        this.things = things;
        this.others = others;
        this.store = store;
        Ids ids = new Ids(new Random(seed));
        EventBus events = new EventBus(time, ids, store.partition("events"));
        events.subscribe(published::add);
        ServiceContext context = new ServiceContext(
                TestCloud.SCOPE,
                time,
                store.partition("cloudformation"),
                events,
                ids,
                new Blobs(directory),
                new AccessKeys(time, ids, store),
                new GitCredentials(ids, store),
                directory,
                URI.create("http://127.0.0.1:4560"),
                Optional.empty(),
                BuildPlace.MACHINE,
                HostStart.AT_ONCE);
        this.cloudFormation = new CloudFormationService(
                context,
                List.of(things, others),
                List.of(),
                s3,
                () -> new FakeParameters(parameters),
                lambda,
                () -> topics,
                answers);
    }

    /** Topics that keep what they are told; the one whose name ends in gone does not exist. */
    static final class FakeTopics implements SnsClient {

        final List<PublishRequest> told = new CopyOnWriteArrayList<>();

        @Override
        public PublishResponse publish(PublishRequest request) {
            if (request.topicArn().endsWith("gone")) {
                throw NotFoundException.builder()
                        .message("Topic does not exist")
                        .build();
            }
            told.add(request);
            return PublishResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private record FakeParameters(Map<String, String> values) implements SsmClient {
        @Override
        public software.amazon.awssdk.services.ssm.model.GetParameterResponse getParameter(
                software.amazon.awssdk.services.ssm.model.GetParameterRequest request) {
            String value = values.get(request.name());
            if (value == null) {
                throw software.amazon.awssdk.services.ssm.model.ParameterNotFoundException.builder()
                        .build();
            }
            return software.amazon.awssdk.services.ssm.model.GetParameterResponse.builder()
                    .parameter(p -> p.name(request.name()).value(value).type(type(request.name(), value)))
                    .build();
        }

        private static ParameterType type(String name, String value) {
            if (name.endsWith("secret")) {
                return ParameterType.SECURE_STRING;
            }
            return value.contains(",") ? ParameterType.STRING_LIST : ParameterType.STRING;
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private static <C> Supplier<C> none(Class<C> type) {
        return () -> Assertions.fail("No " + type.getSimpleName() + " here.");
    }

    CloudFormationClient client() {
        return cloudFormation;
    }

    /** Waits until nothing is in progress. */
    StackBench settle() {
        time.advance(Duration.ofSeconds(30));
        return this;
    }

    String create(String name, String body) {
        return create(
                CreateStackRequest.builder().stackName(name).templateBody(body).build());
    }

    String create(CreateStackRequest request) {
        String id = cloudFormation.createStack(request).stackId();
        settle();
        return id;
    }

    void delete(String name) {
        cloudFormation.deleteStack(DeleteStackRequest.builder().stackName(name).build());
        settle();
    }

    Stack stack(String nameOrId) {
        return cloudFormation
                .describeStacks(
                        DescribeStacksRequest.builder().stackName(nameOrId).build())
                .stacks()
                .get(0);
    }

    String status(String nameOrId) {
        return stack(nameOrId).stackStatusAsString();
    }

    String output(String name, String key) {
        return stack(name).outputs().stream()
                .filter(output -> output.outputKey().equals(key))
                .map(Output::outputValue)
                .findFirst()
                .orElseThrow();
    }

    /** The events oldest first, as {@code LogicalId STATUS} or {@code LogicalId STATUS: reason}. */
    List<String> history(String nameOrId) {
        List<String> lines = new java.util.ArrayList<>();
        List<StackEvent> events = cloudFormation
                .describeStackEvents(
                        DescribeStackEventsRequest.builder().stackName(nameOrId).build())
                .stackEvents();
        for (StackEvent event : events) {
            String reason = event.resourceStatusReason() == null ? "" : ": " + event.resourceStatusReason();
            lines.add(0, event.logicalResourceId() + " " + event.resourceStatusAsString() + reason);
        }
        return lines;
    }

    @Override
    public void close() {
        cloudFormation.close();
        time.close();
        store.close();
    }
}
