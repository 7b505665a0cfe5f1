package io.devopslab.cloud.service.ecs;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * A task's processors and memory, which may be told in words: {@code .25 vCPU} and {@code 0.5 GB}. They are kept as the
 * numbers that they mean, 256 and 512 (API Reference, "RegisterTaskDefinition").
 */
final class TaskSizes {

    private static final int UNITS = 1_024;
    private static final Pattern PROCESSORS =
            Pattern.compile("(\\d{0,3}(?:\\.\\d{1,4})?)\\s*vCPU", Pattern.CASE_INSENSITIVE);
    private static final Pattern MEMORY = Pattern.compile("(\\d{0,3}(?:\\.\\d{1,4})?)\\s*GB", Pattern.CASE_INSENSITIVE);

    private TaskSizes() {}

    static RegisterTaskDefinitionRequest inUnits(RegisterTaskDefinitionRequest request) {
        return request.toBuilder()
                .cpu(units(request.cpu(), PROCESSORS))
                .memory(units(request.memory(), MEMORY))
                .build();
    }

    /** What is no such words, or no whole number of units, stays as it is: the rules refuse it. */
    private static @Nullable String units(@Nullable String text, Pattern words) {
        if (text == null) {
            return null;
        }
        Matcher found = words.matcher(text.strip());
        if (!found.matches() || found.group(1).isEmpty()) {
            return text;
        }
        BigDecimal units = new BigDecimal(found.group(1)).multiply(BigDecimal.valueOf(UNITS));
        return units.stripTrailingZeros().scale() <= 0 ? units.toBigInteger().toString() : text;
    }
}
