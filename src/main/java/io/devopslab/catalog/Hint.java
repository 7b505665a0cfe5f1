package io.devopslab.catalog;

import io.devopslab.text.Localized;

/** A help for a task; the hints of a task go from a nudge to nearly the solution. */
public record Hint(Localized text) {}
