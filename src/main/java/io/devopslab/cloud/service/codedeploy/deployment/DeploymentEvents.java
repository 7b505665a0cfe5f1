package io.devopslab.cloud.service.codedeploy.deployment;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codedeploy.setup.Applications;
import io.devopslab.cloud.service.codedeploy.setup.Groups;
import java.util.List;

/**
 * Tells EventBridge of deployments and their instances (CodeDeploy User Guide, "Monitoring deployments with Amazon
 * CloudWatch Events"). Called inside a write.
 */
public final class DeploymentEvents {

    static final String SOURCE = "aws.codedeploy";
    static final String DEPLOYMENT = "CodeDeploy Deployment State-change Notification";
    static final String INSTANCE = "CodeDeploy Instance State-change Notification";

    private final ServiceContext context;

    public DeploymentEvents(ServiceContext context) {
        this.context = context;
    }

    /**
     * @param state START, READY, SUCCESS, FAILURE or STOP
     */
    public void deployment(DeploymentRow row, String state) {
        publish(DEPLOYMENT, row, detail(row, state));
    }

    /**
     * @param state START, SUCCESS or FAILURE
     */
    public void instance(DeploymentRow row, String instance, String state) {
        publish(INSTANCE, row, detail(row, state).put("instanceId", instance));
    }

    private ObjectNode detail(DeploymentRow row, String state) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("region", context.scope().region())
                .put("deploymentId", row.id())
                .put("instanceGroupId", row.group().deploymentGroupId())
                .put("deploymentGroup", row.info().deploymentGroupName())
                .put("state", state)
                .put("application", row.info().applicationName());
    }

    private void publish(String type, DeploymentRow row, ObjectNode detail) {
        String application = row.info().applicationName();
        context.events()
                .publish(
                        context.scope(),
                        SOURCE,
                        type,
                        List.of(
                                Applications.arn(context, application),
                                Groups.arn(context, application, row.info().deploymentGroupName())),
                        detail);
    }
}
