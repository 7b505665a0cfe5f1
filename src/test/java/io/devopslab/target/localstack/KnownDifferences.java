package io.devopslab.target.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import software.amazon.awssdk.core.exception.SdkException;

/** Holds a class to its {@link DiffersFromAws}: what is named there fails, at least for one of its arguments; all else passes. */
public final class KnownDifferences implements InvocationInterceptor, AfterAllCallback {

    private final Set<String> ran = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, context);
    }

    private void run(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        String name = context.getRequiredTestMethod().getName();
        if (!known(context).contains(name)) {
            invocation.proceed();
            return;
        }
        ran.add(name);
        try {
            invocation.proceed();
        } catch (AssertionError | SdkException e) {
            failed.add(name);
        }
    }

    private static Set<String> known(ExtensionContext context) {
        DiffersFromAws differences = Objects.requireNonNull(
                context.getRequiredTestClass().getAnnotation(DiffersFromAws.class), "the class says no differences");
        return Arrays.stream(differences.value())
                .map(difference -> difference.substring(0, difference.indexOf(':')))
                .collect(Collectors.toSet());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(failed)
                .as("LocalStack keeps now what is listed as a difference; take it off the list")
                .containsExactlyInAnyOrderElementsOf(ran);
    }
}
