package io.devopslab.cloud.service.codestarnotifications;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.Constraints;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The notification rules of a scope, by their identifiers. */
final class RuleTable {

    private static final String KIND = "notificationrule/";

    private final ServiceContext context;
    private final Table<RuleRow> rules;

    RuleTable(ServiceContext context) {
        this.context = context;
        this.rules = context.store().table("rules", RuleRow.class);
    }

    String arn(String id) {
        return Arns.of("codestar-notifications", context.scope(), KIND + id);
    }

    List<RuleRow> all() {
        return rules.values();
    }

    Optional<RuleRow> byId(String id) {
        return rules.get(id);
    }

    Optional<RuleRow> find(@Nullable String arn) {
        NotificationErrors.verify(new Constraints().required("arn", arn));
        String text = String.valueOf(arn);
        String id = Arns.name(text);
        if (!text.startsWith("arn:") || !text.contains(":codestar-notifications:") || !text.contains(":" + KIND)) {
            throw NotificationErrors.validation("The ARN is not that of a notification rule: " + text);
        }
        return arn(id).equals(text) ? rules.get(id) : Optional.empty();
    }

    RuleRow require(@Nullable String arn) {
        return find(arn).orElseThrow(() -> NotificationErrors.noSuchRule(String.valueOf(arn)));
    }

    void keep(RuleRow rule) {
        rules.put(rule.id(), rule);
    }

    void remove(RuleRow rule) {
        rules.remove(rule.id());
    }
}
