package io.devopslab.cloud.service.codedeploy.appspec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The AppSpec file of a Lambda deployment (CodeDeploy User Guide, "AppSpec 'resources' section", "AppSpec 'hooks'
 * section for an AWS Lambda deployment"). It moves the traffic of one alias from one version to another.
 *
 * @param name what the file calls the resource
 * @param function the function's name or ARN
 * @param hooks which function validates at which lifecycle event
 */
public record LambdaSpec(
        String name,
        String function,
        String alias,
        String currentVersion,
        String targetVersion,
        Map<String, String> hooks) {

    public static final String BEFORE = "BeforeAllowTraffic";
    public static final String AFTER = "AfterAllowTraffic";

    private static final ResourceSpec.Form FORM = new ResourceSpec.Form(
            "AWS::Lambda::Function", "Lambda function", "a Lambda deployment", List.of(BEFORE, AFTER));

    public LambdaSpec {
        hooks = Map.copyOf(hooks);
    }

    /**
     * @param text YAML or JSON
     * @throws InvalidAppSpecException when it is no AppSpec file of a Lambda deployment
     */
    public static LambdaSpec parse(String text) throws InvalidAppSpecException {
        ResourceSpec spec = FORM.parse(text);
        return new LambdaSpec(
                spec.name(),
                ResourceSpec.required(spec.properties(), "Name"),
                ResourceSpec.required(spec.properties(), "Alias"),
                ResourceSpec.required(spec.properties(), "CurrentVersion"),
                ResourceSpec.required(spec.properties(), "TargetVersion"),
                spec.hooks());
    }

    public Optional<String> hook(String event) {
        return Optional.ofNullable(hooks.get(event));
    }

    /** What takes the traffic back, without validation. */
    public LambdaSpec reversed() {
        return new LambdaSpec(name, function, alias, targetVersion, currentVersion, Map.of());
    }

    /** The file's text, as JSON. */
    public String text() {
        return FORM.text(
                name,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("Name", function)
                        .put("Alias", alias)
                        .put("CurrentVersion", currentVersion)
                        .put("TargetVersion", targetVersion),
                hooks);
    }
}
