package io.devopslab.cloud.service.codepipeline.run;

import java.time.Instant;

/** Whether executions may enter a stage, and who said so last. */
public record Transition(boolean enabled, String reason, String changedBy, Instant changedAt) {}
