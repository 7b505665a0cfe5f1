package io.devopslab.cloud.service.ssm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.services.ssm.model.*;

/** Puts parameters and deletes them, and tells EventBridge. */
final class ParameterWriter {

    private static final int MAX_VERSIONS = 100;
    private static final int STANDARD_SIZE = 4096;
    private static final int ADVANCED_SIZE = 8192;
    private static final List<String> DATA_TYPES = List.of("text", "aws:ec2:image", "aws:ssm:integration");

    private final ServiceContext context;
    private final ParameterTable parameters;

    ParameterWriter(ServiceContext context, ParameterTable parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    PutParameterResponse put(PutParameterRequest request) {
        check(request);
        String name = ParameterNames.check(context.scope(), plainName(request));
        return context.store().write(() -> {
            Optional<StoredParameter> present = parameters.rows().get(name);
            if (present.isPresent() && !Boolean.TRUE.equals(request.overwrite())) {
                throw Errors.of(
                        ParameterAlreadyExistsException.builder(),
                        "ParameterAlreadyExists",
                        400,
                        "The parameter already exists. To overwrite this value, set the overwrite option in the"
                                + " request to true.");
            }
            StoredParameter parameter =
                    present.map(old -> overwritten(old, request)).orElseGet(() -> created(name, request));
            parameters.rows().put(name, parameter);
            publish(present.isPresent() ? "Update" : "Create", parameter);
            return PutParameterResponse.builder()
                    .version(parameter.latest().version())
                    .tier(parameter.latest().tier())
                    .build();
        });
    }

    private static String plainName(PutParameterRequest request) {
        // An ARN may stand for the name of a parameter of this account.
        return ParameterNames.isArn(request.name())
                ? ParameterNames.reference(request.name()).name()
                : request.name();
    }

    private static void check(PutParameterRequest request) {
        new Constraints()
                .required("name", request.name())
                .required("value", request.value())
                .length("value", request.value(), 1, Integer.MAX_VALUE)
                .oneOf("type", request.typeAsString(), ParameterType.knownValues())
                .oneOf("tier", request.tierAsString(), ParameterTier.knownValues())
                .length("description", request.description(), 0, 1024)
                .length("allowedPattern", request.allowedPattern(), 0, 1024)
                .orThrow(SsmErrors::validation);
        if (Boolean.TRUE.equals(request.overwrite()) && !request.tags().isEmpty()) {
            throw SsmErrors.validation("Invalid request: tags and overwrite can't be used together. To create a"
                    + " parameter with tags, please remove overwrite flag. To update tags for an existing parameter,"
                    + " please use AddTagsToResource or RemoveTagsFromResource.");
        }
        if (request.dataType() != null && !DATA_TYPES.contains(request.dataType())) {
            throw SsmErrors.validation("The following data type is not supported: " + request.dataType()
                    + " (Data type names are all lowercase.)");
        }
        if (request.policies() != null && !request.policies().isBlank()) {
            throw new java.lang.UnsupportedOperationException("Parameter policies are not implemented.");
        }
    }

    private StoredParameter created(String name, PutParameterRequest request) {
        if (request.type() == null) {
            throw SsmErrors.validation("A parameter type is required when you create a parameter.");
        }
        ParameterHistory version = version(request, request.typeAsString(), name, 1, Optional.empty());
        List<Tag> tags = ParameterTags.check(request.tags(), request);
        return new StoredParameter(name, ParameterNames.arn(context.scope(), name), List.of(version), tags);
    }

    private StoredParameter overwritten(StoredParameter old, PutParameterRequest request) {
        ParameterHistory latest = old.latest();
        String type = request.type() == null ? latest.typeAsString() : request.typeAsString();
        if (!type.equals(latest.typeAsString())) {
            throw Errors.of(
                    HierarchyTypeMismatchException.builder(),
                    "Parameter Store does not support changing a parameter type in a hierarchy. For example, you can't"
                            + " change a parameter from a String type to a SecureString type. You must create a new,"
                            + " unique parameter.");
        }
        List<ParameterHistory> versions = new ArrayList<>(old.versions());
        versions.add(version(request, type, old.name(), latest.version() + 1, Optional.of(latest)));
        if (versions.size() > MAX_VERSIONS) {
            dropOldest(old.name(), versions);
        }
        return old.withVersions(versions);
    }

    private static void dropOldest(String name, List<ParameterHistory> versions) {
        ParameterHistory oldest = versions.get(0);
        if (!oldest.labels().isEmpty()) {
            throw Errors.of(
                    ParameterMaxVersionLimitExceededException.builder(),
                    "ParameterMaxVersionLimitExceeded",
                    400,
                    "You attempted to create a new version of " + name + " by calling the PutParameter API with the"
                            + " overwrite flag. Version " + oldest.version() + ", the oldest version, can't be deleted"
                            + " because it has a label associated with it. Move the label to another version of the"
                            + " parameter, and try again.");
        }
        versions.remove(0);
    }

    private ParameterHistory version(
            PutParameterRequest request, String type, String name, long number, Optional<ParameterHistory> previous) {
        boolean secure = type.equals(ParameterType.SECURE_STRING.toString());
        String keyId = request.keyId() != null
                ? request.keyId()
                : previous.map(ParameterHistory::keyId).orElse("alias/aws/ssm");
        ParameterTier tier = tier(request, previous);
        checkPattern(request);
        return ParameterHistory.builder()
                .name(name)
                .type(type)
                .keyId(secure ? keyId : null)
                .value(request.value())
                .version(number)
                .description(
                        request.description() != null
                                ? request.description()
                                : previous.map(ParameterHistory::description).orElse(null))
                .allowedPattern(request.allowedPattern())
                .lastModifiedDate(context.time().instant())
                .lastModifiedUser(Caller.of(request, context).arn())
                .labels(List.of())
                .tier(tier)
                .policies(List.<ParameterInlinePolicy>of())
                .dataType(request.dataType() == null ? "text" : request.dataType())
                .build();
    }

    private static ParameterTier tier(PutParameterRequest request, Optional<ParameterHistory> previous) {
        int size = request.value().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        boolean wasAdvanced =
                previous.filter(v -> v.tier() == ParameterTier.ADVANCED).isPresent();
        boolean intelligent = request.tier() == ParameterTier.INTELLIGENT_TIERING;
        if (wasAdvanced && request.tier() == ParameterTier.STANDARD) {
            throw SsmErrors.validation(
                    "This parameter uses the advanced-parameter tier. You can't downgrade a parameter"
                            + " from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the"
                            + " advanced parameter and recreate it as a standard parameter.");
        }
        boolean advanced =
                wasAdvanced || request.tier() == ParameterTier.ADVANCED || (intelligent && size > STANDARD_SIZE);
        if (size > (advanced ? ADVANCED_SIZE : STANDARD_SIZE)) {
            throw SsmErrors.validation(
                    advanced
                            ? "Advanced tier parameters support a maximum parameter value of 8192 characters."
                            : "Standard tier parameters support a maximum parameter value of 4096 characters. To create"
                                    + " a larger parameter value, upgrade the parameter to use the advanced-parameter"
                                    + " tier. For more information, see"
                                    + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html");
        }
        return advanced ? ParameterTier.ADVANCED : ParameterTier.STANDARD;
    }

    private static void checkPattern(PutParameterRequest request) {
        String pattern = request.allowedPattern();
        if (pattern == null || pattern.isEmpty()) {
            return;
        }
        try {
            if (!Pattern.compile(pattern).matcher(request.value()).find()) {
                throw Errors.of(
                        ParameterPatternMismatchException.builder(),
                        "Parameter value, cannot be validated against allowedPattern: " + pattern);
            }
        } catch (PatternSyntaxException e) {
            throw Errors.of(
                    InvalidAllowedPatternException.builder(),
                    "The request does not meet the regular expression requirement: " + pattern);
        }
    }

    DeleteParameterResponse delete(DeleteParameterRequest request) {
        context.store().write(() -> remove(parameters.require(request.name())));
        return DeleteParameterResponse.builder().build();
    }

    DeleteParametersResponse delete(DeleteParametersRequest request) {
        new Constraints()
                .required("names", request.hasNames() ? request.names() : null)
                .size("names", request.names(), 1, 10)
                .orThrow(SsmErrors::validation);
        List<String> deleted = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        context.store().write(() -> request.names().forEach(name -> {
            Optional<StoredParameter> found = parameters.find(name);
            found.ifPresent(this::remove);
            (found.isPresent() ? deleted : invalid).add(name);
        }));
        return DeleteParametersResponse.builder()
                .deletedParameters(deleted)
                .invalidParameters(invalid)
                .build();
    }

    private void remove(StoredParameter parameter) {
        parameters.rows().remove(parameter.name());
        publish("Delete", parameter);
    }

    /** Systems Manager User Guide, "Monitoring Systems Manager events with Amazon EventBridge". */
    void publish(String operation, StoredParameter parameter) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("operation", operation);
        detail.put("name", parameter.name());
        detail.put("type", parameter.latest().typeAsString());
        if (parameter.latest().description() != null) {
            detail.put("description", parameter.latest().description());
        }
        context.events()
                .publish(context.scope(), "aws.ssm", "Parameter Store Change", List.of(parameter.arn()), detail);
    }
}
