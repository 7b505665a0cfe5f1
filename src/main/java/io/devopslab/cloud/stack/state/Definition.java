package io.devopslab.cloud.stack.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * What a caller asked a stack to be.
 *
 * @param body the template's text
 * @param parameters the values of all parameters of the template, those of SSM parameters resolved
 * @param description the template's
 * @param hidden the parameters with {@code NoEcho}
 */
public record Definition(
        String body,
        List<Parameter> parameters,
        List<Tag> tags,
        List<String> capabilities,
        Optional<String> roleArn,
        List<String> notificationArns,
        Optional<String> description,
        List<String> hidden) {

    public Definition {
        parameters = List.copyOf(parameters);
        tags = List.copyOf(tags);
        capabilities = List.copyOf(capabilities);
        notificationArns = List.copyOf(notificationArns);
        hidden = List.copyOf(hidden);
    }

    /** The parameters as they may be shown. */
    public List<Parameter> shownParameters() {
        return parameters.stream()
                .map(parameter -> hidden.contains(parameter.parameterKey())
                        ? parameter.toBuilder().parameterValue("****").build()
                        : parameter)
                .toList();
    }

    /** The tags by key. */
    public Map<String, String> tagMap() {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> second));
    }
}
