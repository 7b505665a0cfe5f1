package io.devopslab.cloud.service.ec2.instance;

import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The instance profiles that instances are started with: IAM knows them, by a name or an ARN. */
final class Profiles {

    private final Supplier<IamClient> iam;

    Profiles(Supplier<IamClient> iam) {
        this.iam = iam;
    }

    /** Never called inside a write. */
    Optional<IamInstanceProfile> of(@Nullable IamInstanceProfileSpecification given) {
        if (given == null || (given.name() == null && given.arn() == null)) {
            return Optional.empty();
        }
        if (given.name() != null && given.arn() != null) {
            throw Ec2Errors.of(
                    "InvalidParameterCombination",
                    "The parameter 'iamInstanceProfile.name' may not be used in combination with"
                            + " 'iamInstanceProfile.arn'");
        }
        String name = given.name() == null ? given.arn().substring(given.arn().lastIndexOf('/') + 1) : given.name();
        InstanceProfile found = find(name)
                .filter(profile -> given.arn() == null || given.arn().equals(profile.arn()))
                .orElseThrow(() -> unknown(given));
        return Optional.of(IamInstanceProfile.builder()
                .arn(found.arn())
                .id(found.instanceProfileId())
                .build());
    }

    private Optional<InstanceProfile> find(String name) {
        try {
            return Optional.of(iam.get()
                    .getInstanceProfile(r -> r.instanceProfileName(name))
                    .instanceProfile());
        } catch (NoSuchEntityException e) {
            return Optional.empty();
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
                throw e;
            }
            // No name that a profile could have.
            return Optional.empty();
        }
    }

    private static AwsServiceException unknown(IamInstanceProfileSpecification given) {
        return given.arn() == null
                ? Ec2Errors.invalid("Value (" + given.name()
                        + ") for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name")
                : Ec2Errors.invalid("Value (" + given.arn()
                        + ") for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN");
    }
}
