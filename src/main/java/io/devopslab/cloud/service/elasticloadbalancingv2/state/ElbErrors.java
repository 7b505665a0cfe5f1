package io.devopslab.cloud.service.elasticloadbalancingv2.state;

import io.devopslab.cloud.kernel.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** The errors of the Elastic Load Balancing API (version 2015-12-01); their codes lack the "Exception". */
public final class ElbErrors {

    private ElbErrors() {}

    /** An error of status 400. */
    public static AwsServiceException of(AwsServiceException.Builder builder, String code, String message) {
        return Errors.of(builder, code, 400, message);
    }

    public static AwsServiceException validation(String message) {
        return of(ElasticLoadBalancingV2Exception.builder(), "ValidationError", message);
    }

    public static AwsServiceException configuration(String message) {
        return of(InvalidConfigurationRequestException.builder(), "InvalidConfigurationRequest", message);
    }

    public static AwsServiceException noBalancer(String arnOrName) {
        return of(
                LoadBalancerNotFoundException.builder(),
                "LoadBalancerNotFound",
                "Load balancer '" + arnOrName + "' not found");
    }

    public static AwsServiceException noGroup(String arnOrName) {
        return of(
                TargetGroupNotFoundException.builder(),
                "TargetGroupNotFound",
                "Target group '" + arnOrName + "' not found");
    }

    public static AwsServiceException noListener(String arn) {
        return of(ListenerNotFoundException.builder(), "ListenerNotFound", "Listener '" + arn + "' not found");
    }

    public static AwsServiceException noRule(String arn) {
        return of(RuleNotFoundException.builder(), "RuleNotFound", "Rule '" + arn + "' not found");
    }
}
