package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

/**
 * How a request ended, for the metrics.
 *
 * @param targetStatus what the target answered; 0 when it did not
 * @param ownStatus what the load balancer answered instead; 0 when it did not
 * @param nanos how long the target took until its answer began, in real time
 */
record Passage(int targetStatus, int ownStatus, long nanos) {

    static Passage answered(int status, long nanos) {
        return new Passage(status, 0, nanos);
    }

    static Passage own(int status) {
        return new Passage(0, status, 0);
    }
}
