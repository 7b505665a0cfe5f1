package io.devopslab.cloud.service.codebuild.run;

import java.nio.file.Path;
import java.util.Map;

/** Keeps what a build's tests report. */
public interface ReportSink {

    /**
     * @param group a report group's ARN, or the latter part of the name of one that is made when it is missing
     * @param files the raw data by their paths
     * @return the report's ARN
     * @throws IllegalArgumentException when the group cannot be used, or nobody can read the format
     */
    String report(BuildJob job, String group, String format, Map<String, Path> files);
}
