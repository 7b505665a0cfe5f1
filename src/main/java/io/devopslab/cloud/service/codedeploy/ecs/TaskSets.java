package io.devopslab.cloud.service.codedeploy.ecs;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.codedeploy.appspec.EcsSpec;
import io.devopslab.cloud.service.codedeploy.deployment.DeploymentFailure;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.ECSService;
import software.amazon.awssdk.services.codedeploy.model.ErrorCode;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.ScaleUnit;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** The task sets of a service, as CodeDeploy makes and ends them through ECS's own operations. */
final class TaskSets {

    private final Supplier<EcsClient> ecs;

    TaskSets(Supplier<EcsClient> ecs) {
        this.ecs = ecs;
    }

    /** The service, which must be one that CodeDeploy deploys. */
    Service service(ECSService named) throws DeploymentFailure {
        Optional<Service> found;
        try {
            found = ecs
                    .get()
                    .describeServices(r -> r.cluster(named.clusterName()).services(named.serviceName()))
                    .services()
                    .stream()
                    .filter(service -> "ACTIVE".equals(service.status()))
                    .findFirst();
        } catch (AwsServiceException e) {
            throw trouble(e, ErrorCode.INVALID_ECS_SERVICE);
        }
        Service service = found.orElseThrow(() -> new DeploymentFailure(
                ErrorCode.INVALID_ECS_SERVICE,
                "The deployment failed because the ECS service " + named.serviceName() + " of the cluster "
                        + named.clusterName() + " cannot be found."));
        if (service.deploymentController().type() != DeploymentControllerType.CODE_DEPLOY) {
            throw new DeploymentFailure(
                    ErrorCode.INVALID_ECS_SERVICE,
                    "The deployment failed because the deployment controller of the ECS service " + named.serviceName()
                            + " is not CODE_DEPLOY.");
        }
        return service;
    }

    private static DeploymentFailure trouble(AwsServiceException e, ErrorCode code) {
        if (e.statusCode() >= 500 || e.isThrottlingException()) {
            throw e;
        }
        return new DeploymentFailure(
                code,
                "The ECS service cannot be updated due to an unexpected error: "
                        + e.awsErrorDetails().errorMessage() + " (Service: AmazonECS; Error Code: "
                        + e.awsErrorDetails().errorCode() + "). Check your ECS service status.");
    }

    /**
     * Makes the replacement, with as many tasks as the service should have; the same one when it is asked again.
     *
     * @param deployment whose replacement it is
     * @param source the ARN of the deployment group
     */
    String create(Course course, String deployment, Service service, String source) throws DeploymentFailure {
        EcsSpec spec = course.spec();
        try {
            return ecs.get()
                    .createTaskSet(CreateTaskSetRequest.builder()
                            .cluster(course.place().cluster())
                            .service(course.place().service())
                            .taskDefinition(spec.taskDefinition())
                            .externalId(deployment)
                            .clientToken(deployment)
                            .launchType(service.launchType())
                            .platformVersion(spec.platformVersion().orElse(null))
                            .networkConfiguration(
                                    spec.network().map(TaskSets::network).orElse(service.networkConfiguration()))
                            .loadBalancers(LoadBalancer.builder()
                                    .targetGroupArn(course.place().greenGroup())
                                    .containerName(spec.container())
                                    .containerPort(spec.port())
                                    .build())
                            .scale(s -> s.value(100.0).unit(ScaleUnit.PERCENT))
                            .overrideConfiguration(CallSource.of(source))
                            .build())
                    .taskSet()
                    .taskSetArn();
        } catch (AwsServiceException e) {
            throw trouble(e, ErrorCode.ECS_UPDATE_ERROR);
        }
    }

    private static NetworkConfiguration network(EcsSpec.Network place) {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(vpc -> vpc.subnets(place.subnets())
                        .securityGroups(place.securityGroups())
                        .assignPublicIp(place.assignPublicIp().isEmpty() ? null : place.assignPublicIp()))
                .build();
    }

    /** All that the service has now; nothing when it has gone. */
    List<TaskSet> all(Course.Place place) {
        try {
            return ecs.get()
                    .describeTaskSets(r -> r.cluster(place.cluster()).service(place.service()))
                    .taskSets();
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500 || e.isThrottlingException()) {
                throw e;
            }
            return List.of();
        }
    }

    Optional<TaskSet> find(Course.Place place, String arn) {
        return all(place).stream().filter(set -> arn.equals(set.taskSetArn())).findFirst();
    }

    void makePrimary(Course.Place place, String arn) throws DeploymentFailure {
        try {
            ecs.get()
                    .updateServicePrimaryTaskSet(r ->
                            r.cluster(place.cluster()).service(place.service()).primaryTaskSet(arn));
        } catch (AwsServiceException e) {
            throw trouble(e, ErrorCode.ECS_UPDATE_ERROR);
        }
    }

    /** One that has gone already is deleted. */
    void delete(Course.Place place, String arn) throws DeploymentFailure {
        if (find(place, arn).isEmpty()) {
            return;
        }
        try {
            ecs.get().deleteTaskSet(r -> r.cluster(place.cluster())
                    .service(place.service())
                    .taskSet(arn)
                    .force(true));
        } catch (AwsServiceException e) {
            throw trouble(e, ErrorCode.ECS_UPDATE_ERROR);
        }
    }
}
