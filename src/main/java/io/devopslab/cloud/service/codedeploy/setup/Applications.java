package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codedeploy.model.ApplicationAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.ApplicationInfo;
import software.amazon.awssdk.services.codedeploy.model.ApplicationNameRequiredException;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationsRequest;
import software.amazon.awssdk.services.codedeploy.model.BatchGetApplicationsResponse;
import software.amazon.awssdk.services.codedeploy.model.BatchLimitExceededException;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.CreateApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateApplicationResponse;
import software.amazon.awssdk.services.codedeploy.model.DeleteApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.DeleteApplicationResponse;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.GetApplicationResponse;
import software.amazon.awssdk.services.codedeploy.model.InvalidComputePlatformException;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListApplicationsResponse;
import software.amazon.awssdk.services.codedeploy.model.UpdateApplicationRequest;
import software.amazon.awssdk.services.codedeploy.model.UpdateApplicationResponse;

/** Applications: names under which revisions and deployment groups of one platform stand. */
public final class Applications {

    private static final int MOST_AT_ONCE = 100;

    private final ServiceContext context;
    private final CodeDeployTables tables;

    public Applications(ServiceContext context, CodeDeployTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** {@code arn:aws:codedeploy:REGION:ACCOUNT:application:NAME}. */
    public static String arn(ServiceContext context, String name) {
        return Arns.of("codedeploy", context.scope(), "application:" + name);
    }

    public CreateApplicationResponse create(CreateApplicationRequest request) {
        String name = Names.application(request.applicationName());
        ComputePlatform platform =
                Optional.ofNullable(request.computePlatform()).orElse(ComputePlatform.SERVER);
        checkPlatform(platform);
        Map<String, String> tags =
                Tagging.checked(request.tags(), CallSource.of(request).isPresent());
        ApplicationInfo info = ApplicationInfo.builder()
                .applicationId(context.ids().uuid())
                .applicationName(name)
                .createTime(context.time().instant())
                .linkedToGitHub(false)
                .computePlatform(platform)
                .build();
        if (!tables.applications().putIfAbsent(name, new ApplicationRow(info, tags))) {
            throw exists(name);
        }
        return CreateApplicationResponse.builder()
                .applicationId(info.applicationId())
                .build();
    }

    static void checkPlatform(ComputePlatform platform) {
        if (platform == ComputePlatform.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.of(
                    InvalidComputePlatformException.builder(),
                    "The computePlatform is invalid. The computePlatform should be Lambda, Server, or ECS.");
        }
    }

    private static RuntimeException exists(String name) {
        return Errors.of(ApplicationAlreadyExistsException.builder(), "Application already exists: " + name);
    }

    public GetApplicationResponse get(GetApplicationRequest request) {
        return GetApplicationResponse.builder()
                .application(tables.application(request.applicationName()).info())
                .build();
    }

    public BatchGetApplicationsResponse get(BatchGetApplicationsRequest request) {
        if (request.applicationNames().isEmpty()) {
            throw Errors.of(ApplicationNameRequiredException.builder(), "Application names are missing");
        }
        if (request.applicationNames().size() > MOST_AT_ONCE) {
            throw Errors.of(
                    BatchLimitExceededException.builder(),
                    "At most " + MOST_AT_ONCE + " applications can be asked for");
        }
        return BatchGetApplicationsResponse.builder()
                .applicationsInfo(request.applicationNames().stream()
                        .map(Names::application)
                        .flatMap(name -> tables.applications().get(name).stream())
                        .map(ApplicationRow::info)
                        .toList())
                .build();
    }

    public ListApplicationsResponse list(ListApplicationsRequest request) {
        Page<String> page = Listings.page(tables.applications().keys(), name -> name, request.nextToken());
        return ListApplicationsResponse.builder()
                .applications(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** Gives the application another name, under which its groups and revisions then stand. */
    public UpdateApplicationResponse update(UpdateApplicationRequest request) {
        ApplicationRow row = tables.application(request.applicationName());
        String old = row.info().applicationName();
        String name = request.newApplicationName() == null ? old : Names.application(request.newApplicationName());
        if (!name.equals(old)) {
            tables.store().write(() -> rename(row, old, name));
        }
        return UpdateApplicationResponse.builder().build();
    }

    private void rename(ApplicationRow row, String old, String name) {
        ApplicationInfo info = row.info().toBuilder().applicationName(name).build();
        if (!tables.applications().putIfAbsent(name, new ApplicationRow(info, row.tags()))) {
            throw exists(name);
        }
        for (GroupRow group : tables.groupsOf(old)) {
            String key = CodeDeployTables.key(name, group.info().deploymentGroupName());
            tables.groups().put(key, group.with(members -> members.applicationName(name)));
        }
        for (String key : tables.revisions().keys()) {
            if (key.startsWith(old + "/")) {
                tables.revisions().get(key).ifPresent(revision -> tables.revisions()
                        .put(
                                name + key.substring(old.length()),
                                new RevisionRow(name, revision.location(), revision.info())));
            }
        }
        drop(old);
    }

    public DeleteApplicationResponse delete(DeleteApplicationRequest request) {
        String name = Names.application(request.applicationName());
        tables.store().write(() -> drop(name));
        return DeleteApplicationResponse.builder().build();
    }

    private void drop(String name) {
        tables.applications().remove(name);
        tables.groups().removeAll(CodeDeployTables.key(name, ""));
        tables.revisions().removeAll(CodeDeployTables.key(name, ""));
    }
}
