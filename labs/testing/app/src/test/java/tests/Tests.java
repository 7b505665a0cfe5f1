package tests;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import resilience.TestReport;

/** Runs the unit tests with nothing but a JDK: every method of the test classes is a test. */
final class Tests {

    private static final List<Class<?>> CLASSES = List.of(CheckoutTest.class, RatesTest.class);

    private Tests() {}

    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        TestReport report = new TestReport("unit");
        for (Class<?> type : CLASSES) {
            Method[] tests = type.getDeclaredMethods();
            Arrays.sort(tests, Comparator.comparing(Method::getName));
            for (Method test : tests) {
                if (!test.isSynthetic()) {
                    run(type, test, report);
                }
            }
        }
        System.exit(report.write(Path.of("target/reports")) ? 0 : 1);
    }

    private static void run(Class<?> type, Method test, TestReport report) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        test.setAccessible(true);
        String name = type.getSimpleName() + "." + test.getName();
        try {
            test.invoke(constructor.newInstance());
            report.passed(name);
        } catch (InvocationTargetException e) {
            report.failed(name, e.getCause().getMessage());
        }
    }

    static void equal(Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }
}
