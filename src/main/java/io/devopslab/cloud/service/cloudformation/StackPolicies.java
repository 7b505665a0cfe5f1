package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.engine.EngineContext;
import io.devopslab.cloud.stack.policy.StackPolicy;
import io.devopslab.cloud.stack.state.StackRow;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyResponse;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyResponse;

/** The policies of stacks: where they come from, and the operations on them. */
final class StackPolicies {

    private static final int MOST_BYTES = 16_384;

    private final EngineContext context;
    private final TemplateSource source;

    StackPolicies(EngineContext context, TemplateSource source) {
        this.context = context;
        this.source = source;
    }

    /**
     * The policy that one of two members of a request gives.
     *
     * @param member the beginning of the members' names
     */
    Optional<String> find(@Nullable String body, @Nullable String url, String member) {
        if (body != null && url != null) {
            throw Problems.validation("You cannot specify both " + member + "URL and " + member + "Body");
        }
        if (body != null) {
            Checks.nonEmpty(body, Character.toLowerCase(member.charAt(0)) + member.substring(1) + "Body");
            return Optional.of(checked(body, member));
        }
        return Optional.ofNullable(url)
                .map(place -> checked(source.fetch(place, member + "URL", "Stack policy", MOST_BYTES), member));
    }

    private static String checked(String body, String member) {
        if (body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw Problems.validation("1 validation error detected: Value at '"
                    + Character.toLowerCase(member.charAt(0)) + member.substring(1)
                    + "Body' failed to satisfy constraint: Member must have length less than or equal to "
                    + MOST_BYTES);
        }
        try {
            StackPolicy.parse(body);
            return body;
        } catch (IllegalArgumentException e) {
            throw Problems.validation("Error validating stack policy: Invalid stack policy");
        }
    }

    /** API reference, SetStackPolicy. An update that runs goes on under the policy that it finds. */
    SetStackPolicyResponse set(SetStackPolicyRequest request) {
        StackRow stack = standing(request.stackName());
        String policy = find(request.stackPolicyBody(), request.stackPolicyURL(), "StackPolicy")
                .orElseThrow(() -> Problems.validation("You must specify either StackPolicyURL or StackPolicyBody"));
        context.store().update(stack.id(), row -> row.withSettings(settings -> settings.withPolicy(policy)));
        return SetStackPolicyResponse.builder().build();
    }

    /** API reference, GetStackPolicy. While an update runs under a policy of its own, it is that one. */
    GetStackPolicyResponse get(GetStackPolicyRequest request) {
        StackRow stack = standing(request.stackName());
        Optional<String> temporary = stack.busy() ? stack.operation().policy() : Optional.empty();
        return GetStackPolicyResponse.builder()
                .stackPolicyBody(temporary.or(stack.settings()::policy).orElse(null))
                .build();
    }

    private StackRow standing(@Nullable String nameOrId) {
        String name = Checks.stackName(nameOrId);
        return context.store().find(name).filter(stack -> !stack.gone()).orElseThrow(() -> Problems.noStackNamed(name));
    }
}
