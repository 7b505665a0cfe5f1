package io.devopslab.session;

import io.devopslab.catalog.Task;
import java.util.Optional;

/**
 * @param resumed whether the session stood already, in whole or in part
 * @param firstTask what the learner begins with; empty where the target carries no task
 */
public record StartResult(SessionState session, boolean resumed, Optional<Task> firstTask) {}
