package io.devopslab.cloud.service.codepipeline.action;

import io.devopslab.cloud.service.codepipeline.run.ActionCall;
import io.devopslab.cloud.service.codepipeline.run.ActionProvider;
import io.devopslab.cloud.service.codepipeline.run.External;
import io.devopslab.cloud.service.codepipeline.run.Progress;
import java.util.regex.Pattern;

/** The rule that compares a variable (CodePipeline User Guide, "VariableCheck"). Variables are replaced already. */
final class VariableCheck implements ActionProvider {

    @Override
    public Progress start(ActionCall call) {
        String variable = call.configuration().getOrDefault("Variable", "");
        String value = call.configuration().getOrDefault("Value", "");
        String operator = call.configuration().getOrDefault("Operator", "");
        boolean holds =
                switch (operator) {
                    case "EQ" -> variable.equals(value);
                    case "NE" -> !variable.equals(value);
                    case "CONTAINS" -> variable.contains(value);
                    // A pattern that is none is an IllegalArgumentException, which fails the rule with its message.
                    case "MATCHES" -> Pattern.matches(value, variable);
                    default ->
                        throw new IllegalArgumentException(
                                "The operator of a variable check is EQ, NE, CONTAINS or MATCHES, not " + operator);
                };
        String told = "The variable is '" + variable + "'; the check was " + operator + " '" + value + "'.";
        return holds
                ? new Progress.Succeeded(External.summary(told))
                : new Progress.Failed(External.summary(told), "JobFailed", told);
    }
}
