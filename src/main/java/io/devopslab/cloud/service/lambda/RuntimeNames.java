package io.devopslab.cloud.service.lambda;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Which runtimes a function may have (Lambda Developer Guide, "Lambda runtimes"). */
final class RuntimeNames {

    /** Those in which functions can no longer be created. */
    private static final Set<Runtime> ENDED = Set.of(
            Runtime.NODEJS,
            Runtime.NODEJS4_3,
            Runtime.NODEJS4_3_EDGE,
            Runtime.NODEJS6_10,
            Runtime.NODEJS8_10,
            Runtime.NODEJS10_X,
            Runtime.NODEJS12_X,
            Runtime.NODEJS14_X,
            Runtime.NODEJS16_X,
            Runtime.JAVA8,
            Runtime.PYTHON2_7,
            Runtime.PYTHON3_6,
            Runtime.PYTHON3_7,
            Runtime.PYTHON3_8,
            Runtime.DOTNETCORE1_0,
            Runtime.DOTNETCORE2_0,
            Runtime.DOTNETCORE2_1,
            Runtime.DOTNETCORE3_1,
            Runtime.DOTNET6,
            Runtime.GO1_X,
            Runtime.RUBY2_5,
            Runtime.RUBY2_7,
            Runtime.PROVIDED);

    private RuntimeNames() {}

    static void check(@Nullable String name) {
        if (name == null) {
            return;
        }
        Runtime runtime = Runtime.fromValue(name);
        if (runtime == Runtime.UNKNOWN_TO_SDK_VERSION) {
            throw LambdaErrors.invalid("Value " + name
                    + " at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: " + current()
                    + " or be a valid ARN");
        }
        if (ENDED.contains(runtime)) {
            throw LambdaErrors.invalid("The runtime parameter of " + name + " is no longer supported for creating or"
                    + " updating AWS Lambda functions. We recommend you use a supported runtime while creating or"
                    + " updating functions.");
        }
    }

    private static List<String> current() {
        return Runtime.knownValues().stream()
                .filter(runtime -> !ENDED.contains(runtime))
                .map(Runtime::toString)
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.toList());
    }
}
