package shop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Runs the tests with nothing but a JDK: every method of the test classes is a test. */
final class Tests {

    private static final List<Class<?>> CLASSES = List.of(ShippingTest.class);

    private Tests() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        int failed = 0;
        int run = 0;
        for (Class<?> type : CLASSES) {
            Method[] tests = type.getDeclaredMethods();
            Arrays.sort(tests, Comparator.comparing(Method::getName));
            for (Method test : tests) {
                if (!test.isSynthetic()) {
                    run++;
                    failed += passes(type, test) ? 0 : 1;
                }
            }
        }
        System.out.println(run + " tests, " + failed + " failed");
        System.exit(failed == 0 && run > 0 ? 0 : 1);
    }

    private static boolean passes(Class<?> type, Method test) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        test.setAccessible(true);
        String name = type.getSimpleName() + "." + test.getName();
        try {
            test.invoke(constructor.newInstance());
            System.out.println("PASS " + name);
            return true;
        } catch (InvocationTargetException e) {
            System.out.println("FAIL " + name + ": " + e.getCause().getMessage());
            return false;
        }
    }

    static void equal(long expected, long actual) {
        if (expected != actual) {
            throw new AssertionError("expected " + expected + " but was " + actual);
        }
    }

    static void refused(Runnable action) {
        try {
            action.run();
        } catch (IllegalArgumentException e) {
            return;
        }
        throw new AssertionError("expected a refusal, but it was accepted");
    }
}
