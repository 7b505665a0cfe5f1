package io.devopslab.cloud.service.ec2;

import io.devopslab.cloud.kernel.Resumable;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.process.Machines;
import io.devopslab.cloud.service.ec2.instance.Images;
import io.devopslab.cloud.service.ec2.instance.Instances;
import io.devopslab.cloud.service.ec2.state.Ec2Errors;
import io.devopslab.cloud.service.ec2.state.Ec2Tables;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;
import software.amazon.awssdk.services.iam.IamClient;

/** Amazon EC2 of one scope (API Reference, version 2016-11-15). Thread-safe. */
public final class Ec2Service extends NetworkOperationsLayer implements Resumable {

    private final Instances instances;

    /**
     * @param iam that knows instance profiles
     */
    public Ec2Service(ServiceContext context, Supplier<IamClient> iam) {
        this(context, Ec2Tables.in(context.store()), iam);
    }

    private Ec2Service(ServiceContext context, Ec2Tables tables, Supplier<IamClient> iam) {
        super(context, tables);
        this.instances = new Instances(context, tables, iam);
    }

    /** Starts the instances that ran, and goes on with the transitions of the others. */
    @Override
    public void resume() {
        instances.resume();
    }

    /** The instances, for services that install software on them. */
    public Machines machines() {
        return instances;
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return Images.describe(request);
    }

    @Override
    public RunInstancesResponse runInstances(RunInstancesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return instances.run(request);
    }

    @Override
    public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return instances.describe(request);
    }

    @Override
    public DescribeInstanceStatusResponse describeInstanceStatus(DescribeInstanceStatusRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return instances.describe(request);
    }

    @Override
    public StartInstancesResponse startInstances(StartInstancesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return StartInstancesResponse.builder()
                .startingInstances(instances.start(request.instanceIds()))
                .build();
    }

    @Override
    public StopInstancesResponse stopInstances(StopInstancesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return StopInstancesResponse.builder()
                .stoppingInstances(instances.stop(request.instanceIds()))
                .build();
    }

    @Override
    public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return TerminateInstancesResponse.builder()
                .terminatingInstances(instances.terminate(request.instanceIds()))
                .build();
    }

    @Override
    public RebootInstancesResponse rebootInstances(RebootInstancesRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        instances.reboot(request.instanceIds());
        return RebootInstancesResponse.builder().build();
    }

    @Override
    public GetConsoleOutputResponse getConsoleOutput(GetConsoleOutputRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return instances.console(request);
    }

    @Override
    public DescribeInstanceAttributeResponse describeInstanceAttribute(DescribeInstanceAttributeRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        return instances.describe(request);
    }

    @Override
    public ModifyInstanceAttributeResponse modifyInstanceAttribute(ModifyInstanceAttributeRequest request) {
        Ec2Errors.checkDryRun(request.dryRun());
        network.ensure();
        instances.modify(request);
        return ModifyInstanceAttributeResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Ends the processes of all instances; those that run are started again when the cloud opens. */
    @Override
    public void close() {
        instances.close();
    }
}
