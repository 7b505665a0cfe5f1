package io.devopslab.target.localstack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tests of a contract that LocalStack does not keep, each as {@code test: what it does instead}. AWS's documentation wins, so the
 * contract stays. Such a test has to fail: one that passes has to be taken off the list.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DiffersFromAws {
    String[] value();
}
