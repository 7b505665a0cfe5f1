package io.devopslab.cloud.service.resourcegroupstaggingapi;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** What the services of a region hold that has tags. What goes while they are asked is not there. */
final class Holdings {

    private final Scope scope;
    private final Holders holders;

    Holdings(Scope scope, Holders holders) {
        this.scope = scope;
        this.holders = holders;
    }

    /** Everything that has a tag now, in the order of the ARNs. */
    List<Tagged> all() {
        List<Supplier<Stream<Tagged>>> sources = List.of(
                this::stacks,
                this::alarms,
                this::logGroups,
                this::projects,
                this::repositories,
                this::connections,
                this::applications,
                this::pipelines,
                this::notificationRules,
                this::instances,
                this::containers,
                this::loadBalancers,
                this::rules,
                this::functions,
                this::buckets,
                this::topics,
                this::queues,
                this::parameters);
        List<Tagged> found = new ArrayList<>();
        sources.forEach(source ->
                source.get().filter(tagged -> !tagged.tags().isEmpty()).forEach(found::add));
        found.sort(Comparator.comparing(Tagged::arn));
        return found;
    }

    private static <T> Map<String, String> map(List<T> tags, Function<T, String> key, Function<T, String> value) {
        return tags.stream().collect(Collectors.toMap(key, value, (first, second) -> second));
    }

    /** One that is deleted between its listing and the question for its tags has none. */
    private static Map<String, String> tags(Supplier<Map<String, String>> question) {
        try {
            return question.get();
        } catch (AwsServiceException e) {
            if (e.statusCode() < 500) {
                return Map.of();
            }
            throw e;
        }
    }

    private String arn(String service, String resource) {
        return Arns.of(service, scope, resource);
    }

    private Stream<Tagged> stacks() {
        return holders.cloudFormation().get().describeStacksPaginator().stacks().stream()
                .map(stack -> new Tagged(stack.stackId(), map(stack.tags(), t -> t.key(), t -> t.value())));
    }

    private Stream<Tagged> alarms() {
        var client = holders.cloudWatch().get();
        return client.describeAlarmsPaginator().stream()
                .flatMap(page -> Stream.concat(
                        page.metricAlarms().stream().map(alarm -> alarm.alarmArn()),
                        page.compositeAlarms().stream().map(alarm -> alarm.alarmArn())))
                .map(arn -> new Tagged(
                        arn,
                        tags(() -> map(
                                client.listTagsForResource(r -> r.resourceARN(arn))
                                        .tags(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> logGroups() {
        var client = holders.logs().get();
        return client.describeLogGroupsPaginator().logGroups().stream()
                .map(group -> arn("logs", "log-group:" + group.logGroupName()))
                .map(arn -> new Tagged(arn, tags(() -> client.listTagsForResource(r -> r.resourceArn(arn))
                        .tags())));
    }

    private Stream<Tagged> projects() {
        var client = holders.codeBuild().get();
        List<String> names = client.listProjectsPaginator().projects().stream().toList();
        return names.isEmpty()
                ? Stream.empty()
                : client.batchGetProjects(r -> r.names(names)).projects().stream()
                        .map(project -> new Tagged(project.arn(), map(project.tags(), t -> t.key(), t -> t.value())));
    }

    private Stream<Tagged> repositories() {
        var client = holders.codeCommit().get();
        return client.listRepositoriesPaginator().repositories().stream()
                .map(repository -> arn("codecommit", repository.repositoryName()))
                .map(arn -> new Tagged(arn, tags(() -> client.listTagsForResource(r -> r.resourceArn(arn))
                        .tags())));
    }

    private Stream<Tagged> connections() {
        return holders.codeConnections().get().listConnectionsPaginator(r -> {}).stream()
                .flatMap(page -> page.connections().stream())
                .map(connection -> connection.connectionArn())
                .map(arn -> new Tagged(
                        arn,
                        tags(() -> map(
                                holders.codeConnections()
                                        .get()
                                        .listTagsForResource(r -> r.resourceArn(arn))
                                        .tags(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> applications() {
        var client = holders.codeDeploy().get();
        return client.listApplicationsPaginator().applications().stream()
                .map(name -> arn("codedeploy", "application:" + name))
                .map(arn -> new Tagged(
                        arn,
                        tags(() -> map(
                                client.listTagsForResource(r -> r.resourceArn(arn))
                                        .tags(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> pipelines() {
        var client = holders.codePipeline().get();
        return client.listPipelinesPaginator().pipelines().stream()
                .map(pipeline -> arn("codepipeline", pipeline.name()))
                .map(arn -> new Tagged(
                        arn,
                        tags(() -> map(
                                client.listTagsForResource(r -> r.resourceArn(arn))
                                        .tags(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> notificationRules() {
        var client = holders.notifications().get();
        return client.listNotificationRulesPaginator(r -> {}).stream()
                .flatMap(page -> page.notificationRules().stream())
                .map(rule -> new Tagged(rule.arn(), tags(() -> client.listTagsForResource(r -> r.arn(rule.arn()))
                        .tags())));
    }

    /** EC2 keeps the tags of all of its own; a thing is what stands before its id in the ARN. */
    private Stream<Tagged> instances() {
        Map<String, Map<String, String>> found = new HashMap<>();
        holders.ec2().get().describeTagsPaginator().tags().forEach(tag -> found.computeIfAbsent(
                        arn("ec2", tag.resourceTypeAsString() + "/" + tag.resourceId()), arn -> new HashMap<>())
                .put(tag.key(), tag.value()));
        return found.entrySet().stream().map(entry -> new Tagged(entry.getKey(), entry.getValue()));
    }

    /** Clusters, task definitions that are in use, services and tasks that have not stopped. */
    private Stream<Tagged> containers() {
        var client = holders.ecs().get();
        List<String> clusters =
                client.listClustersPaginator().clusterArns().stream().toList();
        Stream<String> inside = clusters.stream()
                .flatMap(cluster -> Stream.concat(
                        client.listServicesPaginator(r -> r.cluster(cluster)).serviceArns().stream(),
                        client.listTasksPaginator(r -> r.cluster(cluster)).taskArns().stream()));
        Stream<String> definitions = client.listTaskDefinitionsPaginator().taskDefinitionArns().stream();
        return Stream.of(clusters.stream(), inside, definitions)
                .flatMap(arns -> arns)
                .map(arn -> new Tagged(
                        arn,
                        tags(() -> map(
                                client.listTagsForResource(r -> r.resourceArn(arn))
                                        .tags(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> loadBalancers() {
        var client = holders.loadBalancing().get();
        return Stream.concat(
                        client.describeLoadBalancersPaginator().loadBalancers().stream()
                                .map(balancer -> balancer.loadBalancerArn()),
                        client.describeTargetGroupsPaginator().targetGroups().stream()
                                .map(group -> group.targetGroupArn()))
                .map(arn -> new Tagged(
                        arn, tags(() -> client.describeTags(r -> r.resourceArns(arn)).tagDescriptions().stream()
                                .flatMap(description -> description.tags().stream())
                                .collect(Collectors.toMap(t -> t.key(), t -> t.value())))));
    }

    private Stream<Tagged> rules() {
        var client = holders.eventBridge().get();
        List<String> arns = new ArrayList<>();
        client.listEventBuses(r -> {}).eventBuses().forEach(bus -> {
            arns.add(bus.arn());
            String token = null;
            do {
                String from = token;
                var page = client.listRules(r -> r.eventBusName(bus.name()).nextToken(from));
                page.rules().forEach(rule -> arns.add(rule.arn()));
                token = page.nextToken();
            } while (token != null);
        });
        return arns.stream()
                .map(arn -> new Tagged(
                        arn,
                        tags(() -> map(
                                client.listTagsForResource(r -> r.resourceARN(arn))
                                        .tags(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> functions() {
        var client = holders.lambda().get();
        return client.listFunctionsPaginator().functions().stream()
                .map(function -> function.functionArn())
                .map(arn -> new Tagged(
                        arn, tags(() -> client.listTags(r -> r.resource(arn)).tags())));
    }

    /** Buckets are listed wherever one asks; each is a resource of its own region alone. */
    private Stream<Tagged> buckets() {
        var client = holders.s3().get();
        return client.listBuckets(r -> r.bucketRegion(scope.region())).buckets().stream()
                .map(bucket -> new Tagged(
                        "arn:aws:s3:::" + bucket.name(),
                        tags(() -> map(
                                client.getBucketTagging(r -> r.bucket(bucket.name()))
                                        .tagSet(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> topics() {
        var client = holders.sns().get();
        return client.listTopicsPaginator().topics().stream()
                .map(topic -> topic.topicArn())
                .map(arn -> new Tagged(
                        arn,
                        tags(() -> map(
                                client.listTagsForResource(r -> r.resourceArn(arn))
                                        .tags(),
                                t -> t.key(),
                                t -> t.value()))));
    }

    private Stream<Tagged> queues() {
        var client = holders.sqs().get();
        return client.listQueuesPaginator().queueUrls().stream().flatMap(url -> {
            Map<String, String> tags =
                    tags(() -> client.listQueueTags(r -> r.queueUrl(url)).tags());
            return tags.isEmpty()
                    ? Stream.empty()
                    : Stream.of(new Tagged(
                            client.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                                    .attributes()
                                    .getOrDefault(QueueAttributeName.QUEUE_ARN, url),
                            tags));
        });
    }

    private Stream<Tagged> parameters() {
        var client = holders.ssm().get();
        return client.describeParametersPaginator().stream()
                .flatMap(page -> page.parameters().stream())
                .map(parameter -> parameter.name())
                .map(name -> new Tagged(
                        arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name),
                        tags(() -> map(
                                client.listTagsForResource(r -> r.resourceType(ResourceTypeForTagging.PARAMETER)
                                                .resourceId(name))
                                        .tagList(),
                                t -> t.key(),
                                t -> t.value()))));
    }
}
