package io.devopslab.cloud.service.codebuild.run;

import io.devopslab.cloud.service.codebuild.spec.Buildspec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hands the test reports of a build on. A report that cannot be made does not fail the build, as on AWS. */
final class ReportUpload {

    private final BuildJob job;
    private final Workspace workspace;
    private final BuildLog log;
    private final ReportSink sink;

    ReportUpload(BuildJob job, Workspace workspace, BuildLog log, ReportSink sink) {
        this.job = job;
        this.workspace = workspace;
        this.log = log;
        this.sink = sink;
    }

    void all(Buildspec spec, Progress progress) throws IOException {
        List<String> arns = new ArrayList<>();
        for (Buildspec.Report report : spec.reports()) {
            log.container("Preparing to upload reports of the report group " + report.group());
            try {
                Map<String, Path> files = new FileChooser(workspace, log).choose(report.files());
                arns.add(sink.report(job, report.group(), report.format(), files));
            } catch (PhaseFailure e) {
                log.container("Error in processing test report: no matching report paths found for "
                        + String.join(", ", report.files().include()));
            } catch (IllegalArgumentException e) {
                log.container("Error in processing test report: " + e.getMessage());
            }
        }
        if (!arns.isEmpty()) {
            progress.update(build -> build.reportArns(arns));
        }
    }
}
