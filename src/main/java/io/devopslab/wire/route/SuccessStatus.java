package io.devopslab.wire.route;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTTP status of an operation's success, of which the SDK's classes say nothing. From the API references of the
 * REST services; all that is not named here is 200, or 204 for a deletion that answers nothing.
 */
final class SuccessStatus {

    private static final Map<String, Integer> EXCEPTIONS = Stream.of(
                    all(
                            201,
                            "Lambda",
                            "AddLayerVersionPermission AddPermission CreateAlias CreateCodeSigningConfig CreateFunction"
                                    + " CreateFunctionUrlConfig PublishLayerVersion PublishVersion"),
                    all(
                            202,
                            "Lambda",
                            "CreateCapacityProvider CreateEventSourceMapping DeleteCapacityProvider"
                                    + " DeleteEventSourceMapping PutFunctionScalingConfig"
                                    + " PutProvisionedConcurrencyConfig UpdateCapacityProvider"
                                    + " UpdateEventSourceMapping"),
                    all(204, "Lambda", "TagResource"),
                    all(204, "S3", "PutBucketPolicy PutBucketTagging"),
                    all(
                            201,
                            "AppConfig",
                            "CreateApplication CreateConfigurationProfile CreateDeploymentStrategy CreateEnvironment"
                                    + " CreateExtension CreateExtensionAssociation CreateHostedConfigurationVersion"
                                    + " StartDeployment"),
                    all(202, "AppConfig", "StopDeployment"),
                    all(204, "AppConfig", "TagResource ValidateConfiguration"),
                    all(201, "AppConfigData", "StartConfigurationSession"),
                    all(200, "Eks", "DeleteAccessEntry DisassociateAccessPolicy UntagResource"))
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private SuccessStatus() {}

    private static Map<String, Integer> all(int status, String service, String operations) {
        return Stream.of(operations.split(" ", -1))
                .collect(Collectors.toMap(operation -> service + "." + operation, operation -> status));
    }

    static int of(Operation operation, boolean hasBody) {
        boolean deletion = operation.binding().httpMethod().name().equals("DELETE");
        return EXCEPTIONS.getOrDefault(
                operation.service().name() + "." + operation.name(), deletion && !hasBody ? 204 : 200);
    }
}
