package io.devopslab.cloud.service.codepipeline.run;

/**
 * Where an artifact's content is, or will be.
 *
 * @param name as declared
 * @param bucket of the pipeline's artifact store
 */
public record ArtifactLocation(String name, String bucket, String key) {}
