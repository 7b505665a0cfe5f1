package io.devopslab.cloud;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Of the tests that a class inherits, only these run. For contracts whose tests do real work for long: another
 * subclass runs them all. A name that no test has fails the class.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(Representative.Named.class)
public @interface Representative {

    /** The names of the test methods. */
    String[] value();

    /** Lets the named tests run. */
    final class Named implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Class<?> type = context.getRequiredTestClass();
            List<String> wanted =
                    Arrays.asList(type.getAnnotation(Representative.class).value());
            if (context.getTestMethod().isEmpty()) {
                check(type, wanted);
                return ConditionEvaluationResult.enabled("It has tests to run.");
            }
            return wanted.contains(context.getRequiredTestMethod().getName())
                    ? ConditionEvaluationResult.enabled("It is named.")
                    : ConditionEvaluationResult.disabled("It runs in another subclass of its contract.");
        }

        private static void check(Class<?> type, List<String> wanted) {
            List<String> methods = Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                    .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                    .map(Method::getName)
                    .toList();
            wanted.stream().filter(name -> !methods.contains(name)).findFirst().ifPresent(name -> {
                throw new IllegalStateException(type.getSimpleName() + " names the test " + name + ", which is gone.");
            });
        }
    }
}
