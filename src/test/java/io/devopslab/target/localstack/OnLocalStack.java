package io.devopslab.target.localstack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * On a class that holds LocalStack to a contract, as far as LocalStack keeps it ({@link KnownDifferences}). The classes run one
 * after another, and the tests of a class in one order: what LocalStack lets a test delete another one misses. A class gets its
 * clients once, as an argument of a method with {@code @BeforeAll}.
 */
@Tag("engine")
@Tag("localstack")
@ExtendWith({LocalStackCloud.class, KnownDifferences.class})
@ResourceLock("LocalStack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnLocalStack {}
