package io.devopslab.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.Operations;
import io.devopslab.aws.Outcome;
import io.devopslab.catalog.Call;
import io.devopslab.catalog.Evidence;
import io.devopslab.catalog.JmesPaths;
import io.devopslab.check.Finding.Found;
import io.devopslab.check.Finding.Refused;
import io.devopslab.check.Finding.Unknown;

/** Evidence from operations of AWS. */
final class CallEvidence {

    private final Operations operations;
    private final JmesPaths expressions;

    CallEvidence(Operations operations, JmesPaths expressions) {
        this.operations = operations;
        this.expressions = expressions;
    }

    Finding gather(Evidence.Calls evidence, Values values) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        Values known = values;
        for (Call call : evidence.calls()) {
            Outcome outcome = call(call, known);
            if (outcome instanceof Outcome.Failure failure) {
                return finding(failure);
            }
            ObjectNode output = outcome.orThrow();
            if (call.name().isEmpty()) {
                return new Found(output);
            }
            named.set(call.name(), output);
            known = known.saving(call, output, expressions);
        }
        return new Found(named);
    }

    private Outcome call(Call call, Values values) {
        JsonNode input = values.node(call.with());
        return call.paginate() ? operations.callAll(call.operation(), input) : operations.call(call.operation(), input);
    }

    static Finding finding(Outcome.Failure failure) {
        return failure.kind().isEnvironment()
                ? new Unknown(Reasons.of(failure))
                : new Refused(failure.code(), failure.message(), failure.status(), failure.isNotFound());
    }
}
