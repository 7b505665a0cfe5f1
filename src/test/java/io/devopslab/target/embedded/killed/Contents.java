package io.devopslab.target.embedded.killed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What several works need: texts, patience, and the whole of a queue. */
final class Contents {

    private static final long PATIENCE_SECONDS = 60;

    private Contents() {}

    /** A text of {@code length} characters that differs from all others. */
    static String text(Random random, int length) {
        StringBuilder text = new StringBuilder().append(random.nextLong()).append('-');
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code prefix0}, {@code prefix1}, … */
    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** What {@code read} gives, or nothing where it ends with an error of that code. */
    static <T> java.util.Optional<T> unless(Class<? extends SdkServiceException> absent, Supplier<T> read) {
        try {
            return java.util.Optional.of(read.get());
        } catch (SdkServiceException e) {
            if (absent.isInstance(e)) {
                return java.util.Optional.empty();
            }
            throw e;
        }
    }

    /** Waits for what the cloud does by itself; the daemon's time is real. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited for " + PATIENCE_SECONDS + " s that " + what + ".");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        }
    }

    /** Takes all messages out of a queue, in the order in which they come. */
    static List<String> drain(SqsClient sqs, String queue) {
        List<String> bodies = new ArrayList<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(
                            r -> r.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(600))
                    .messages();
            if (some.isEmpty()) {
                return bodies;
            }
            for (Message message : some) {
                bodies.add(message.body());
                sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
    }
}
