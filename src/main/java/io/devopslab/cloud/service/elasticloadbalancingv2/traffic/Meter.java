package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetRow;
import java.time.Instant;
import java.util.List;

/** Hears what CloudWatch shows of load balancers. It must not block. */
public interface Meter {

    /**
     * A request that went to a target group.
     *
     * @param targetStatus what the target answered; 0 when it did not
     * @param ownStatus what the load balancer answered instead; 0 when it did not
     * @param seconds how long the target took until its answer began
     */
    void passed(String balancerArn, String groupArn, int targetStatus, int ownStatus, double seconds, Instant time);

    /** A request that the load balancer answered by itself, by a rule or because nobody was there. */
    void answered(String balancerArn, int status, Instant time);

    /** The targets of a group that a load balancer uses, as their checks last found them. */
    void health(String balancerArn, String groupArn, List<TargetRow> targets, Instant time);
}
