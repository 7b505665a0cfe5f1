package io.devopslab.cloud.service.ecs.state;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.TaskSetNotFoundException;

/** The errors of the Amazon ECS API (version 2014-11-13), in its words. */
public final class EcsErrors {

    private EcsErrors() {}

    public static AwsServiceException invalid(String message) {
        return Errors.of(InvalidParameterException.builder(), message);
    }

    public static AwsServiceException client(String message) {
        return Errors.of(ClientException.builder(), message);
    }

    public static AwsServiceException noCluster() {
        return Errors.of(ClusterNotFoundException.builder(), "Cluster not found.");
    }

    public static AwsServiceException noService() {
        return Errors.of(ServiceNotFoundException.builder(), "Service not found.");
    }

    public static AwsServiceException notActive() {
        return Errors.of(ServiceNotActiveException.builder(), "Service was not ACTIVE.");
    }

    public static AwsServiceException noTaskSet() {
        return Errors.of(TaskSetNotFoundException.builder(), "TaskSet not found.");
    }

    public static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException("The embedded ECS does not support " + what + ".");
    }
}
