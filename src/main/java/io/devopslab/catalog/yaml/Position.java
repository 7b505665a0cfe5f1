package io.devopslab.catalog.yaml;

/** A place in a text; line and column count from 1. */
public record Position(int line, int column) {}
