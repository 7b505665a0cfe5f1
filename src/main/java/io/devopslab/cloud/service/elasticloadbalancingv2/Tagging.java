package io.devopslab.cloud.service.elasticloadbalancingv2;

import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbErrors;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ElbTables;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.ListenerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.LoadBalancerRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.RuleRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.state.TargetGroupRow;
import io.devopslab.cloud.service.elasticloadbalancingv2.traffic.Gates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/**
 * The tags of all kinds of resources. Listeners, and load balancers for their first one, are shown with one tag more,
 * {@value #ADDRESS}: where on this machine they answer, which no member of AWS's model can tell.
 */
final class Tagging {

    /** For example {@code 127.0.0.1:8080}. */
    static final String ADDRESS = "lab:address";

    private static final int MOST_RESOURCES = 20;

    private final ElbTables tables;
    private final Gates gates;

    Tagging(ElbTables tables, Gates gates) {
        this.tables = tables;
        this.gates = gates;
    }

    void add(AddTagsRequest request) {
        Map<String, String> added =
                TagSet.checked(request.tags(), CallSource.of(request).isPresent());
        if (added.isEmpty()) {
            throw ElbErrors.validation("At least one tag must be specified");
        }
        change(request.resourceArns(), tags -> {
            tags.putAll(added);
            return TagSet.limited(tags);
        });
    }

    void remove(RemoveTagsRequest request) {
        if (request.tagKeys().isEmpty()) {
            throw ElbErrors.validation("At least one tag key must be specified");
        }
        change(request.resourceArns(), tags -> {
            tags.keySet().removeAll(request.tagKeys());
            return tags;
        });
    }

    private void change(List<String> arns, UnaryOperator<Map<String, String>> change) {
        checkArns(arns);
        tables.store().write(() -> arns.forEach(arn -> change(arn, change)));
    }

    private static void checkArns(List<String> arns) {
        if (arns.isEmpty()) {
            throw ElbErrors.validation("At least one resource ARN must be specified");
        }
        if (arns.size() > MOST_RESOURCES) {
            throw ElbErrors.validation("At most " + MOST_RESOURCES + " resource ARNs can be specified");
        }
    }

    private void change(String arn, UnaryOperator<Map<String, String>> change) {
        Map<String, String> tags = change.apply(new TreeMap<>(tags(arn)));
        switch (kind(arn)) {
            case "loadbalancer" -> tables.balancers().update(arn, row -> row.withTags(tags));
            case "targetgroup" -> tables.groups().update(arn, row -> row.withTags(tags));
            case "listener" -> tables.listeners().update(arn, row -> row.withTags(tags));
            default -> tables.rules().update(arn, row -> row.withTags(tags));
        }
    }

    private static String kind(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length < 6 ? "" : parts[5].split("/", 2)[0];
    }

    private Map<String, String> tags(String arn) {
        return switch (kind(arn)) {
            case "loadbalancer" ->
                tables.balancers().get(arn).map(LoadBalancerRow::tags).orElseThrow(() -> ElbErrors.noBalancer(arn));
            case "targetgroup" ->
                tables.groups().get(arn).map(TargetGroupRow::tags).orElseThrow(() -> ElbErrors.noGroup(arn));
            case "listener" ->
                tables.listeners().get(arn).map(ListenerRow::tags).orElseThrow(() -> ElbErrors.noListener(arn));
            case "listener-rule" -> tables.rules().get(arn).map(RuleRow::tags).orElseThrow(() -> ElbErrors.noRule(arn));
            default -> throw ElbErrors.validation("'" + arn + "' is not a valid ARN of a load balancing resource");
        };
    }

    DescribeTagsResponse describe(DescribeTagsRequest request) {
        checkArns(request.resourceArns());
        return DescribeTagsResponse.builder()
                .tagDescriptions(request.resourceArns().stream()
                        .map(arn -> TagDescription.builder()
                                .resourceArn(arn)
                                .tags(shown(arn))
                                .build())
                        .toList())
                .build();
    }

    private List<Tag> shown(String arn) {
        Map<String, String> tags = new TreeMap<>(tags(arn));
        address(arn).ifPresent(address -> tags.put(ADDRESS, address));
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private Optional<String> address(String arn) {
        Optional<String> listener =
                switch (kind(arn)) {
                    case "listener" -> Optional.of(arn);
                    case "loadbalancer" ->
                        tables.listenersOf(arn).stream()
                                .min(java.util.Comparator.comparing(
                                        row -> row.listener().port()))
                                .map(ListenerRow::arn);
                    default -> Optional.empty();
                };
        return listener.flatMap(gates::port).map(port -> "127.0.0.1:" + port);
    }
}
