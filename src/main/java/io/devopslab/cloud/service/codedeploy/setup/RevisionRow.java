package io.devopslab.cloud.service.codedeploy.setup;

import software.amazon.awssdk.services.codedeploy.model.GenericRevisionInfo;
import software.amazon.awssdk.services.codedeploy.model.RevisionLocation;

/** A revision that an application knows, and what became of it. */
public record RevisionRow(String application, RevisionLocation location, GenericRevisionInfo info) {}
