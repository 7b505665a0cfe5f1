package io.devopslab.catalog;

import io.devopslab.text.Localized;
import java.time.Duration;

/** What a list says of a lab, read without looking at the rest of its manifest. */
public record Headline(String id, Localized title, Duration duration) {}
