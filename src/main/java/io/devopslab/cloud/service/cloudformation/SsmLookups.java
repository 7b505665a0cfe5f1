package io.devopslab.cloud.service.cloudformation;

import io.devopslab.cloud.stack.intrinsic.SsmValue;
import io.devopslab.cloud.stack.intrinsic.SsmValue.Kind;
import io.devopslab.cloud.stack.plan.Lookups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;

/** Looks up values in the Parameter Store. */
final class SsmLookups implements Lookups {

    private final Supplier<SsmClient> ssm;

    SsmLookups(Supplier<SsmClient> ssm) {
        this.ssm = ssm;
    }

    @Override
    public Map<String, SsmValue> parameters(List<String> names) {
        Map<String, SsmValue> values = new HashMap<>();
        names.forEach(name -> value(name).ifPresent(value -> values.put(name, value)));
        return values;
    }

    private Optional<SsmValue> value(String name) {
        try {
            Parameter parameter = ssm.get()
                    .getParameter(GetParameterRequest.builder().name(name).build())
                    .parameter();
            return Optional.of(
                    parameter.type() == ParameterType.SECURE_STRING
                            ? new SsmValue(Kind.SECURE_STRING, "")
                            : new SsmValue(kind(parameter.type()), parameter.value()));
        } catch (ParameterNotFoundException | ParameterVersionNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Kind kind(ParameterType type) {
        return type == ParameterType.STRING_LIST ? Kind.STRING_LIST : Kind.STRING;
    }
}
