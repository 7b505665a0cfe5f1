package io.devopslab.cloud.service.codebuild.report;

import java.util.List;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.TestCase;

/** A report as it is kept, with its test cases. */
record ReportRow(Report report, List<TestCase> cases, long sequence) {

    ReportRow {
        cases = List.copyOf(cases);
    }
}
