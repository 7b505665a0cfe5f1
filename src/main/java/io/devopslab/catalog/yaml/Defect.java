package io.devopslab.catalog.yaml;

/** Something that is wrong at a place of a document. */
public record Defect(Position position, String path, String message) {}
