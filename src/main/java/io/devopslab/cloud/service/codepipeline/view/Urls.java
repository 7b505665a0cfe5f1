package io.devopslab.cloud.service.codepipeline.view;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;

/** Fills the URL templates of action types. */
final class Urls {

    private static final Pattern SETTING = Pattern.compile("\\{Config:([^}]+)}");

    private Urls() {}

    /** The URL of a template; empty when it names a setting that the action does not have. */
    static Optional<String> fill(@Nullable String template, ActionDeclaration action, String region, String revision) {
        if (template == null) {
            return Optional.empty();
        }
        Matcher setting = SETTING.matcher(template);
        StringBuilder url = new StringBuilder();
        while (setting.find()) {
            String value = action.configuration().get(setting.group(1));
            if (value == null) {
                return Optional.empty();
            }
            setting.appendReplacement(url, Matcher.quoteReplacement(value));
        }
        String filled =
                setting.appendTail(url).toString().replace("REGION", region).replace("{RevisionId}", revision);
        return Optional.of(filled);
    }
}
