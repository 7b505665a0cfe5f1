/**
 * YAML with positions: documents as JSON trees of which every node knows its line, its column and its path. Hostile
 * documents are refused rather than expanded.
 */
@NullMarked
package io.devopslab.catalog.yaml;

import org.jspecify.annotations.NullMarked;
