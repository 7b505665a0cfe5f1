package io.devopslab.cloud.service.codedeploy.setup;

import io.devopslab.cloud.kernel.Errors;
import io.devopslab.cloud.kernel.Page;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codedeploy.model.ComputePlatform;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentConfigRequest;
import software.amazon.awssdk.services.codedeploy.model.CreateDeploymentConfigResponse;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentConfigRequest;
import software.amazon.awssdk.services.codedeploy.model.DeleteDeploymentConfigResponse;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigAlreadyExistsException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInUseException;
import software.amazon.awssdk.services.codedeploy.model.DeploymentConfigInfo;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentConfigRequest;
import software.amazon.awssdk.services.codedeploy.model.GetDeploymentConfigResponse;
import software.amazon.awssdk.services.codedeploy.model.InvalidDeploymentConfigNameException;
import software.amazon.awssdk.services.codedeploy.model.InvalidMinimumHealthyHostValueException;
import software.amazon.awssdk.services.codedeploy.model.InvalidOperationException;
import software.amazon.awssdk.services.codedeploy.model.InvalidTrafficRoutingConfigurationException;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentConfigsRequest;
import software.amazon.awssdk.services.codedeploy.model.ListDeploymentConfigsResponse;
import software.amazon.awssdk.services.codedeploy.model.MinimumHealthyHosts;
import software.amazon.awssdk.services.codedeploy.model.MinimumHealthyHostsType;
import software.amazon.awssdk.services.codedeploy.model.TrafficRoutingConfig;

/** Deployment configurations: how fast a deployment goes, and how many hosts must stay healthy. */
public final class Configs {

    /** How long all steps of a deployment may take (CodeDeploy User Guide, "CodeDeploy quotas"), in minutes. */
    private static final int LONGEST_MINUTES = 2 * 24 * 60;

    private final ServiceContext context;
    private final CodeDeployTables tables;
    private final PredefinedConfigs predefined = new PredefinedConfigs();

    public Configs(ServiceContext context, CodeDeployTables tables) {
        this.context = context;
        this.tables = tables;
    }

    /** The configuration of that name, of AWS's or of people's making. */
    public DeploymentConfigInfo require(@Nullable String name) {
        String checked = Names.config(name);
        return predefined
                .find(checked)
                .or(() -> tables.configs().get(checked))
                .orElseThrow(() -> CodeDeployErrors.noConfig(checked));
    }

    /** The configuration of that name for that platform. */
    DeploymentConfigInfo require(@Nullable String name, ComputePlatform platform) {
        DeploymentConfigInfo config = require(name);
        if (config.computePlatform() != platform) {
            throw Errors.of(
                    InvalidDeploymentConfigNameException.builder(),
                    "The compute platform of the deployment configuration " + config.deploymentConfigName() + " is "
                            + config.computePlatformAsString() + " and not " + platform);
        }
        return config;
    }

    /** The configuration to use for a deployment of that platform. */
    public DeploymentConfigInfo choose(@Nullable String wanted, @Nullable String ofGroup, ComputePlatform platform) {
        String name = Optional.ofNullable(wanted)
                .or(() -> Optional.ofNullable(ofGroup))
                .orElseGet(() -> PredefinedConfigs.defaultFor(platform));
        return require(name, platform);
    }

    public CreateDeploymentConfigResponse create(CreateDeploymentConfigRequest request) {
        String name = Names.config(request.deploymentConfigName());
        if (name.startsWith(PredefinedConfigs.PREFIX)) {
            throw Errors.of(
                    InvalidDeploymentConfigNameException.builder(),
                    "Deployment configuration names that begin with " + PredefinedConfigs.PREFIX + " are reserved");
        }
        ComputePlatform platform =
                Optional.ofNullable(request.computePlatform()).orElse(ComputePlatform.SERVER);
        Applications.checkPlatform(platform);
        if (request.zonalConfig() != null) {
            throw new UnsupportedOperationException("The embedded CodeDeploy has no zonal configurations.");
        }
        if (platform == ComputePlatform.SERVER) {
            checkHosts(request.minimumHealthyHosts());
        } else {
            checkTraffic(request.trafficRoutingConfig());
        }
        DeploymentConfigInfo config = DeploymentConfigInfo.builder()
                .deploymentConfigId(context.ids().uuid())
                .deploymentConfigName(name)
                .computePlatform(platform)
                .minimumHealthyHosts(platform == ComputePlatform.SERVER ? request.minimumHealthyHosts() : null)
                .trafficRoutingConfig(platform == ComputePlatform.SERVER ? null : request.trafficRoutingConfig())
                .createTime(context.time().instant())
                .build();
        if (!tables.configs().putIfAbsent(name, config)) {
            throw Errors.of(
                    DeploymentConfigAlreadyExistsException.builder(),
                    "Deployment Configuration already exists: " + name);
        }
        return CreateDeploymentConfigResponse.builder()
                .deploymentConfigId(config.deploymentConfigId())
                .build();
    }

    private static void checkHosts(@Nullable MinimumHealthyHosts hosts) {
        if (hosts == null || hosts.value() == null || hosts.value() < 0 || hosts.value() > most(hosts)) {
            throw Errors.of(
                    InvalidMinimumHealthyHostValueException.builder(),
                    "The minimum healthy instance value was specified in an invalid format");
        }
    }

    /** How many may be asked for; of a type that is not known none. */
    private static int most(MinimumHealthyHosts hosts) {
        return switch (hosts.type() == null ? MinimumHealthyHostsType.UNKNOWN_TO_SDK_VERSION : hosts.type()) {
            case HOST_COUNT -> Integer.MAX_VALUE;
            case FLEET_PERCENT -> 99;
            default -> -1;
        };
    }

    private static void checkTraffic(@Nullable TrafficRoutingConfig traffic) {
        if (traffic == null || traffic.type() == null) {
            throw invalidTraffic("A traffic routing configuration is required for this compute platform");
        }
        switch (traffic.type()) {
            case ALL_AT_ONCE -> {
                // There is nothing else to say.
            }
            case TIME_BASED_CANARY -> {
                if (traffic.timeBasedCanary() == null) {
                    throw invalidTraffic("timeBasedCanary is missing");
                }
                checkStep(
                        traffic.timeBasedCanary().canaryPercentage(),
                        traffic.timeBasedCanary().canaryInterval());
            }
            case TIME_BASED_LINEAR -> {
                if (traffic.timeBasedLinear() == null) {
                    throw invalidTraffic("timeBasedLinear is missing");
                }
                checkStep(
                        traffic.timeBasedLinear().linearPercentage(),
                        traffic.timeBasedLinear().linearInterval());
            }
            default -> throw invalidTraffic("The traffic routing type " + traffic.typeAsString() + " is not known");
        }
    }

    private static void checkStep(@Nullable Integer percentage, @Nullable Integer interval) {
        if (percentage == null || percentage < 1 || percentage > 99) {
            throw invalidTraffic("The percentage must be between 1 and 99");
        }
        int steps = (100 + percentage - 1) / percentage - 1;
        if (interval == null || interval < 1 || (long) interval * steps > LONGEST_MINUTES) {
            throw invalidTraffic("The interval must be at least one minute, and all of them at most two days");
        }
    }

    private static RuntimeException invalidTraffic(String message) {
        return Errors.of(InvalidTrafficRoutingConfigurationException.builder(), message);
    }

    public GetDeploymentConfigResponse get(GetDeploymentConfigRequest request) {
        return GetDeploymentConfigResponse.builder()
                .deploymentConfigInfo(require(request.deploymentConfigName()))
                .build();
    }

    public ListDeploymentConfigsResponse list(ListDeploymentConfigsRequest request) {
        List<String> names = new ArrayList<>(predefined.names());
        names.addAll(tables.configs().keys());
        Page<String> page = Listings.page(names, name -> name, request.nextToken());
        return ListDeploymentConfigsResponse.builder()
                .deploymentConfigsList(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** Deletes a configuration; one that is not there is deleted already. */
    public DeleteDeploymentConfigResponse delete(DeleteDeploymentConfigRequest request) {
        String name = Names.config(request.deploymentConfigName());
        if (predefined.find(name).isPresent()) {
            throw Errors.of(
                    InvalidOperationException.builder(), "The predefined configuration " + name + " cannot be deleted");
        }
        tables.store().write(() -> {
            boolean isUsed = tables.groups().values().stream()
                    .anyMatch(group -> name.equals(group.info().deploymentConfigName()));
            if (isUsed) {
                throw Errors.of(
                        DeploymentConfigInUseException.builder(), "The deployment configuration is in use: " + name);
            }
            tables.configs().remove(name);
        });
        return DeleteDeploymentConfigResponse.builder().build();
    }
}
