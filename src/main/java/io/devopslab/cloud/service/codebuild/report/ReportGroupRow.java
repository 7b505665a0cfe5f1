package io.devopslab.cloud.service.codebuild.report;

import software.amazon.awssdk.services.codebuild.model.ReportGroup;

/** A report group as it is kept. */
record ReportGroupRow(ReportGroup group) {}
