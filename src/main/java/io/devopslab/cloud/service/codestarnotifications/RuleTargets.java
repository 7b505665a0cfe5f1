package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.service.codestarnotifications.RuleRow.TargetRow;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteTargetRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteTargetResponse;
import software.amazon.awssdk.services.codestarnotifications.model.SubscribeRequest;
import software.amazon.awssdk.services.codestarnotifications.model.SubscribeResponse;
import software.amazon.awssdk.services.codestarnotifications.model.UnsubscribeRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UnsubscribeResponse;

/** Adds targets to rules, and takes them away. */
final class RuleTargets {

    private static final int MOST = 10;

    private final ServiceContext context;
    private final RuleTable table;

    RuleTargets(ServiceContext context, RuleTable table) {
        this.context = context;
        this.table = table;
    }

    SubscribeResponse subscribe(SubscribeRequest request) {
        NotificationErrors.verify(new Constraints().required("target", request.target()));
        NotificationRules.checkTargets(List.of(request.target()));
        String address = request.target().targetAddress();
        context.store().write(() -> {
            RuleRow rule = table.require(request.arn());
            List<TargetRow> targets = new ArrayList<>(rule.targets());
            targets.removeIf(target -> target.address().equals(address));
            targets.add(new TargetRow("SNS", address, true));
            if (targets.size() > MOST) {
                throw NotificationErrors.validation("A notification rule has at most 10 targets.");
            }
            table.keep(rule.with(targets, context.time().instant()));
        });
        return SubscribeResponse.builder().arn(request.arn()).build();
    }

    /** A target that is not there counts as taken away. */
    UnsubscribeResponse unsubscribe(UnsubscribeRequest request) {
        NotificationErrors.verify(new Constraints().required("targetAddress", request.targetAddress()));
        context.store().write(() -> table.find(request.arn()).ifPresent(rule -> drop(rule, request.targetAddress())));
        return UnsubscribeResponse.builder().arn(request.arn()).build();
    }

    private void drop(RuleRow rule, String address) {
        List<TargetRow> left = rule.targets().stream()
                .filter(target -> !target.address().equals(address))
                .toList();
        table.keep(rule.with(left, context.time().instant()));
    }

    DeleteTargetResponse delete(DeleteTargetRequest request) {
        NotificationErrors.verify(new Constraints().required("targetAddress", request.targetAddress()));
        context.store().write(() -> {
            List<RuleRow> users = table.all().stream()
                    .filter(rule -> rule.targets().stream()
                            .anyMatch(target -> target.address().equals(request.targetAddress())))
                    .toList();
            if (!users.isEmpty() && !Boolean.TRUE.equals(request.forceUnsubscribeAll())) {
                throw NotificationErrors.validation("The target is used by notification rules, the first of which is "
                        + users.get(0).name() + ". To delete it all the same, set ForceUnsubscribeAll.");
            }
            users.forEach(rule -> drop(rule, request.targetAddress()));
        });
        return DeleteTargetResponse.builder().build();
    }
}
