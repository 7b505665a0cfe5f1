package io.devopslab.target.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Holds a class of tests to the table of {@code docs/aws-facts.md} that says which tests of the contracts LocalStack does not keep,
 * a row for each: {@code | `ClassLocalStackTest.test` | what it does instead |}. AWS's documentation wins, so the contract stays.
 * What is named there fails, at least for one of its arguments, so that a difference that is gone is found; all else passes, so that
 * a new one is found.
 */
public final class KnownDifferences implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

    private static final Path FACTS = Path.of("docs", "aws-facts.md");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\| (\\S.*\\S) \\|");

    private final Set<String> listed = ConcurrentHashMap.newKeySet();
    private final Set<String> ran = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    @Override
    public void beforeAll(ExtensionContext context) {
        String type = context.getRequiredTestClass().getSimpleName();
        Set<String> names = differences().stream()
                .filter(difference -> difference.type().equals(type))
                .filter(difference -> !difference.isForWantOfRuntimes() || !TestLocalStack.hasRuntimes())
                .map(Difference::test)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tests = methods(context.getRequiredTestClass());
        assertThat(tests)
                .as("tests that %s lists as not kept by LocalStack, of those that %s has", FACTS, type)
                .containsAll(names);
        listed.addAll(names);
    }

    /**
     * A row of the table.
     *
     * @param instead what LocalStack does
     */
    private record Difference(String type, String test, String instead) {

        /** Whether only a machine that cannot get the images in which LocalStack runs functions sees it. */
        boolean isForWantOfRuntimes() {
            return instead.startsWith("without the images of runtimes: ");
        }
    }

    private static List<Difference> differences() {
        try {
            return ROW.matcher(Files.readString(FACTS))
                    .results()
                    .map(row -> new Difference(row.group(1), row.group(2), row.group(3)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> methods(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Optional<Class<?>> at = Optional.of(type); at.isPresent(); at = at.map(Class::getSuperclass)) {
            for (Method method : at.orElseThrow().getDeclaredMethods()) {
                names.add(method.getName());
            }
        }
        return names;
    }

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
        if (!listed.contains(name)) {
            invocation.proceed();
            return;
        }
        ran.add(name);
        try {
            invocation.proceed();
        } catch (AssertionError | RuntimeException e) {
            if (isSilence(e)) {
                throw e;
            }
            failed.add(name);
        }
    }

    /** A LocalStack that does not answer keeps no contract differently: it is not there. */
    private static boolean isSilence(Throwable thrown) {
        return thrown instanceof SdkClientException && thrown.getCause() instanceof IOException;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(failed)
                .as("LocalStack keeps now what %s lists as a difference; take it off the table", FACTS)
                .containsExactlyInAnyOrderElementsOf(ran);
    }
}
