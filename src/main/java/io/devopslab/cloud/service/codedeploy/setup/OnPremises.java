package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.AddTagsToOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.AddTagsToOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchGetOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.DeregisterOnPremisesInstanceRequest;
import software.amazon.awssdk.services.codedeploy.model.DeregisterOnPremisesInstanceResponse;
import software.amazon.awssdk.services.codedeploy.model.GetOnPremisesInstanceRequest;
import software.amazon.awssdk.services.codedeploy.model.GetOnPremisesInstanceResponse;
import software.amazon.awssdk.services.codedeploy.model.IamArnRequiredException;
import software.amazon.awssdk.services.codedeploy.model.IamSessionArnAlreadyRegisteredException;
import software.amazon.awssdk.services.codedeploy.model.IamUserArnAlreadyRegisteredException;
import software.amazon.awssdk.services.codedeploy.model.InstanceInfo;
import software.amazon.awssdk.services.codedeploy.model.InstanceNameAlreadyRegisteredException;
import software.amazon.awssdk.services.codedeploy.model.InstanceNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.InstanceNotRegisteredException;
import software.amazon.awssdk.services.codedeploy.model.InvalidIamSessionArnException;
import software.amazon.awssdk.services.codedeploy.model.InvalidIamUserArnException;
import software.amazon.awssdk.services.codedeploy.model.InvalidRegistrationStatusException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTagException;
import software.amazon.awssdk.services.codedeploy.model.ListOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.ListOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.MultipleIamArnsProvidedException;
import software.amazon.awssdk.services.codedeploy.model.RegisterOnPremisesInstanceRequest;
import software.amazon.awssdk.services.codedeploy.model.RegisterOnPremisesInstanceResponse;
import software.amazon.awssdk.services.codedeploy.model.RegistrationStatus;
import software.amazon.awssdk.services.codedeploy.model.RemoveTagsFromOnPremisesInstancesRequest;
import software.amazon.awssdk.services.codedeploy.model.RemoveTagsFromOnPremisesInstancesResponse;
import software.amazon.awssdk.services.codedeploy.model.Tag;
import software.amazon.awssdk.services.codedeploy.model.TagLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.TagRequiredException;

/** On-premises instances: names of hosts, and the tags by which deployment groups find them. */
public final class OnPremises {

    private static final int MOST_TAGS = 10;
    private static final int MOST_AT_ONCE = 100;

    private final ServiceContext context;
    private final CodeDeployTables tables;

    public OnPremises(ServiceContext context, CodeDeployTables tables) {
        this.context = context;
        this.tables = tables;
    }

    public RegisterOnPremisesInstanceResponse register(RegisterOnPremisesInstanceRequest request) {
        String name = Names.instance(request.instanceName());
        checkIdentity(request.iamUserArn(), request.iamSessionArn());
        InstanceInfo info = InstanceInfo.builder()
                .instanceName(name)
                .iamUserArn(request.iamUserArn())
                .iamSessionArn(request.iamSessionArn())
                .instanceArn(Arns.of(
                        "codedeploy",
                        context.scope(),
                        "instance/" + name + "_" + context.ids().alphanumeric(10)))
                .registerTime(context.time().instant())
                .build();
        tables.store().write(() -> {
            if (registered().anyMatch(row -> row.info().instanceName().equals(name))) {
                throw Errors.of(
                        InstanceNameAlreadyRegisteredException.builder(),
                        "The on-premises instance name is already registered: " + name);
            }
            checkUnused(request);
            tables.instances().put(name, new InstanceRow(info));
        });
        return RegisterOnPremisesInstanceResponse.builder().build();
    }

    /** Whether no instance was ever registered. */
    public boolean isEmpty() {
        return tables.instances().size() == 0;
    }

    private static void checkIdentity(@Nullable String user, @Nullable String session) {
        if (user == null && session == null) {
            throw Errors.of(IamArnRequiredException.builder(), "An IAM user ARN or an IAM session ARN is required");
        }
        if (user != null && session != null) {
            throw Errors.of(
                    MultipleIamArnsProvidedException.builder(),
                    "Both an IAM user ARN and an IAM session ARN were provided");
        }
        if (user != null && !user.matches("arn:aws:iam::\\d{12}:user/.+")) {
            throw Errors.of(InvalidIamUserArnException.builder(), "The IAM user ARN is not valid: " + user);
        }
        if (session != null && !session.matches("arn:aws:sts::\\d{12}:assumed-role/.+/.+")) {
            throw Errors.of(InvalidIamSessionArnException.builder(), "The IAM session ARN is not valid: " + session);
        }
    }

    private void checkUnused(RegisterOnPremisesInstanceRequest request) {
        registered().forEach(row -> {
            String other = row.info().instanceName();
            if (request.iamUserArn() != null
                    && request.iamUserArn().equals(row.info().iamUserArn())) {
                throw Errors.of(
                        IamUserArnAlreadyRegisteredException.builder(),
                        "The IAM user ARN is already registered with the instance " + other);
            }
            if (request.iamSessionArn() != null
                    && request.iamSessionArn().equals(row.info().iamSessionArn())) {
                throw Errors.of(
                        IamSessionArnAlreadyRegisteredException.builder(),
                        "The IAM session ARN is already registered with the instance " + other);
            }
        });
    }

    private Stream<InstanceRow> registered() {
        return tables.instances().values().stream().filter(InstanceRow::isRegistered);
    }

    private InstanceRow require(@Nullable String name) {
        String checked = Names.instance(name);
        return tables.instances()
                .get(checked)
                .orElseThrow(() -> Errors.of(
                        InstanceNotRegisteredException.builder(),
                        "The specified on-premises instance is not registered: " + checked));
    }

    public DeregisterOnPremisesInstanceResponse deregister(DeregisterOnPremisesInstanceRequest request) {
        String name = Names.instance(request.instanceName());
        tables.instances()
                .update(
                        name,
                        row -> row.isRegistered()
                                ? new InstanceRow(row.info().toBuilder()
                                        .deregisterTime(context.time().instant())
                                        .build())
                                : row);
        return DeregisterOnPremisesInstanceResponse.builder().build();
    }

    public GetOnPremisesInstanceResponse get(GetOnPremisesInstanceRequest request) {
        return GetOnPremisesInstanceResponse.builder()
                .instanceInfo(require(request.instanceName()).info())
                .build();
    }

    public BatchGetOnPremisesInstancesResponse get(BatchGetOnPremisesInstancesRequest request) {
        checkNames(request.instanceNames());
        return BatchGetOnPremisesInstancesResponse.builder()
                .instanceInfos(request.instanceNames().stream()
                        .map(Names::instance)
                        .flatMap(name -> tables.instances().get(name).stream())
                        .map(InstanceRow::info)
                        .toList())
                .build();
    }

    private static void checkNames(List<String> names) {
        if (names.isEmpty()) {
            throw Errors.of(InstanceNameRequiredException.builder(), "Instance names are missing");
        }
        if (names.size() > MOST_AT_ONCE) {
            throw Errors.of(BatchLimitExceededException.builder(), "At most " + MOST_AT_ONCE + " can be asked for");
        }
    }

    public ListOnPremisesInstancesResponse list(ListOnPremisesInstancesRequest request) {
        if (request.registrationStatus() == RegistrationStatus.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidRegistrationStatusException.builder(),
                    "The registration status was specified in an invalid format");
        }
        request.tagFilters().forEach(FilterRules::check);
        List<String> names = tables.instances().values().stream()
                .filter(row -> request.registrationStatus() == null
                        || row.isRegistered() == (request.registrationStatus() == RegistrationStatus.REGISTERED))
                .filter(row -> request.tagFilters().isEmpty()
                        || TagMatch.any(request.tagFilters(), row.info().tags()))
                .map(row -> row.info().instanceName())
                .toList();
        Page<String> page = Listings.page(names, name -> name, request.nextToken());
        return ListOnPremisesInstancesResponse.builder()
                .instanceNames(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    public AddTagsToOnPremisesInstancesResponse add(AddTagsToOnPremisesInstancesRequest request) {
        checkTags(request.tags());
        change(request.instanceNames(), tags -> {
            for (Tag tag : request.tags()) {
                tags.removeIf(other -> other.key().equals(tag.key()));
                tags.add(tag);
            }
            if (tags.size() > MOST_TAGS) {
                throw Errors.of(TagLimitExceededException.builder(), "An instance has at most " + MOST_TAGS + " tags");
            }
            return tags;
        });
        return AddTagsToOnPremisesInstancesResponse.builder().build();
    }

    public RemoveTagsFromOnPremisesInstancesResponse remove(RemoveTagsFromOnPremisesInstancesRequest request) {
        checkTags(request.tags());
        change(request.instanceNames(), tags -> {
            tags.removeIf(tag -> request.tags().stream()
                    .anyMatch(gone -> tag.key().equals(gone.key())
                            && (gone.value() == null || Objects.equals(gone.value(), tag.value()))));
            return tags;
        });
        return RemoveTagsFromOnPremisesInstancesResponse.builder().build();
    }

    private static void checkTags(List<Tag> tags) {
        if (tags.isEmpty()) {
            throw Errors.of(TagRequiredException.builder(), "A tag is missing");
        }
        boolean isNameless = tags.stream()
                .anyMatch(tag ->
                        tag.key() == null || tag.key().isEmpty() || tag.key().length() > 128);
        if (isNameless) {
            throw Errors.of(InvalidTagException.builder(), "The tag was specified in an invalid format");
        }
    }

    private void change(List<String> names, UnaryOperator<List<Tag>> change) {
        checkNames(names);
        tables.store()
                .write(() -> names.forEach(name -> {
                    InstanceInfo info = require(name).info();
                    List<Tag> tags = change.apply(new ArrayList<>(info.tags()));
                    tables.instances()
                            .put(
                                    name,
                                    new InstanceRow(info.toBuilder().tags(tags).build()));
                }));
    }
}
