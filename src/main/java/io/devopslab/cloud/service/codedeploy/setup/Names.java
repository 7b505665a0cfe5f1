package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentGroupNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentIdRequiredException;
import software.amazon.awssdk.services.codedeploy.model.InstanceNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.InvalidApplicationNameException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentConfigNameException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentGroupNameException;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentIdException;
import software.amazon.awssdk.services.codedeploy.model.InvalidInstanceNameException;

/** What names look like (CodeDeploy User Guide, "CodeDeploy quotas": 1 to 100 characters, no spaces). */
public final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.+=,@-]{1,100}");
    private static final Pattern DEPLOYMENT = Pattern.compile("d-[A-Z0-9]{9}");

    private Names() {}

    public static String application(@Nullable String name) {
        return check(
                name,
                ApplicationNameRequiredException.builder(),
                InvalidApplicationNameException.builder(),
                "Application name");
    }

    public static String group(@Nullable String name) {
        return check(
                name,
                DeploymentGroupNameRequiredException.builder(),
                InvalidDeploymentGroupNameException.builder(),
                "Deployment group name");
    }

    public static String config(@Nullable String name) {
        return check(
                name,
                DeploymentConfigNameRequiredException.builder(),
                InvalidDeploymentConfigNameException.builder(),
                "Deployment configuration name");
    }

    public static String instance(@Nullable String name) {
        return check(
                name,
                InstanceNameRequiredException.builder(),
                InvalidInstanceNameException.builder(),
                "On-premises instance name");
    }

    /** A deployment's identifier: {@code d-} and nine letters or digits. */
    public static String deployment(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw Errors.of(DeploymentIdRequiredException.builder(), "Deployment Id is missing");
        }
        if (!DEPLOYMENT.matcher(id).matches()) {
            throw Errors.of(InvalidDeploymentIdException.builder(), "Deployment Id " + id + " is not valid");
        }
        return id;
    }

    private static String check(
            @Nullable String name,
            AwsServiceException.Builder missing,
            AwsServiceException.Builder invalid,
            String what) {
        if (name == null || name.isEmpty()) {
            throw Errors.of(missing, what + " is missing");
        }
        if (!NAME.matcher(name).matches()) {
            throw Errors.of(invalid, what + " '" + name + "' is not valid: it has 1 to 100 letters, digits or _.+=,@-");
        }
        return name;
    }
}
