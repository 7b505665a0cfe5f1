package io.devopslab.session;

import io.devopslab.catalog.Hint;
import io.devopslab.catalog.Task;

/**
 * @param number the hint's number, from 1
 * @param total how many the task has
 */
public record HintResult(Task task, Hint hint, int number, int total) {}
