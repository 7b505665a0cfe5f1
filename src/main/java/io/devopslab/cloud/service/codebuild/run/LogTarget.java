package io.devopslab.cloud.service.codebuild.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.model.CloudWatchLogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfig;
import software.amazon.awssdk.services.codebuild.model.LogsConfigStatusType;
import software.amazon.awssdk.services.codebuild.model.LogsLocation;
import software.amazon.awssdk.services.codebuild.model.S3LogsConfig;

/** Where a build's log goes: CloudWatch Logs unless the project says no, and S3 if it says so. */
public final class LogTarget {

    private static final Logger LOG = LoggerFactory.getLogger(LogTarget.class);
    private static final int MOST_CHARACTERS = 250_000;

    private final BuildJob job;
    private final ServiceRole role;
    private final Path file;
    private boolean broken;

    LogTarget(BuildJob job, ServiceRole role, Path file) {
        this.job = job;
        this.role = role;
        this.file = file;
    }

    private static Optional<CloudWatchLogsConfig> cloudWatch(BuildJob job) {
        return Optional.ofNullable(job.project().logsConfig()).map(LogsConfig::cloudWatchLogs);
    }

    private static Optional<S3LogsConfig> s3(BuildJob job) {
        return Optional.ofNullable(job.project().logsConfig())
                .map(LogsConfig::s3Logs)
                .filter(config -> config.status() == LogsConfigStatusType.ENABLED && config.location() != null);
    }

    private static boolean usesCloudWatch(BuildJob job) {
        return cloudWatch(job)
                .map(config -> config.status() != LogsConfigStatusType.DISABLED)
                .orElse(true);
    }

    static String group(BuildJob job) {
        return cloudWatch(job)
                .map(CloudWatchLogsConfig::groupName)
                .orElse("/aws/codebuild/" + job.project().name());
    }

    static String stream(BuildJob job) {
        return cloudWatch(job)
                .map(CloudWatchLogsConfig::streamName)
                .map(prefix -> prefix + "/" + job.uuid())
                .orElse(job.uuid());
    }

    /** What {@code BatchGetBuilds} tells of the log once it is there. */
    static LogsLocation location(BuildJob job) {
        LogsLocation.Builder location = LogsLocation.builder()
                .cloudWatchLogs(cloudWatch(job).orElse(null))
                .s3Logs(Optional.ofNullable(job.project().logsConfig())
                        .map(LogsConfig::s3Logs)
                        .orElse(null));
        if (usesCloudWatch(job)) {
            String region = job.context().scope().region();
            String group = group(job);
            String stream = stream(job);
            location.groupName(group)
                    .streamName(stream)
                    .deepLink("https://console.aws.amazon.com/cloudwatch/home?region=" + region
                            + "#logsV2:log-groups/log-group/" + twiceEncoded(group) + "/log-events/"
                            + twiceEncoded(stream))
                    .cloudWatchLogsArn("arn:aws:logs:" + region + ":"
                            + job.context().scope().account() + ":log-group:" + group + ":log-stream:" + stream);
        }
        s3(job).ifPresent(config -> location.s3LogsArn("arn:aws:s3:::" + s3Key(job, config))
                .s3DeepLink("https://s3.console.aws.amazon.com/s3/object/" + s3Key(job, config)));
        return location.build();
    }

    private static String twiceEncoded(String text) {
        return text.replace("/", "$252F");
    }

    private static String s3Key(BuildJob job, S3LogsConfig config) {
        return config.location().replaceFirst("^arn:aws:s3:::", "").replaceFirst("/$", "") + "/" + job.uuid() + ".gz";
    }

    /** Makes the group and the stream where they are missing. */
    void open() {
        if (!usesCloudWatch(job)) {
            return;
        }
        CloudWatchLogsClient logs = job.clients().logs().get();
        try {
            logs.createLogGroup(r -> r.logGroupName(group(job)).overrideConfiguration(role.signature()));
        } catch (ResourceAlreadyExistsException e) {
            LOG.trace("The log group is there already.", e);
        }
        try {
            logs.createLogStream(
                    r -> r.logGroupName(group(job)).logStreamName(stream(job)).overrideConfiguration(role.signature()));
        } catch (ResourceAlreadyExistsException e) {
            LOG.trace("The log stream is there already: the build is run again.", e);
        }
    }

    /** Takes lines. A log that cannot be written does not end the build, as on AWS. */
    void write(List<BuildLog.Line> lines) {
        try {
            if (s3(job).isPresent()) {
                append(lines);
            }
            if (usesCloudWatch(job) && !broken) {
                put(lines);
            }
        } catch (ResourceNotFoundException e) {
            broken = true;
            LOG.debug(
                    "The log of the build {} was deleted while it ran.",
                    job.build().id(),
                    e);
        } catch (SdkException | IOException e) {
            broken = true;
            LOG.warn("The log of the build {} cannot be written.", job.build().id(), e);
        }
    }

    private void put(List<BuildLog.Line> lines) {
        int from = 0;
        int size = 0;
        for (int i = 0; i < lines.size(); i++) {
            int length = lines.get(i).text().length() + 26;
            if (i > from && size + length > MOST_CHARACTERS) {
                putBatch(lines.subList(from, i));
                from = i;
                size = 0;
            }
            size += length;
        }
        putBatch(lines.subList(from, lines.size()));
    }

    private void putBatch(List<BuildLog.Line> lines) {
        job.clients()
                .logs()
                .get()
                .putLogEvents(PutLogEventsRequest.builder()
                        .logGroupName(group(job))
                        .logStreamName(stream(job))
                        .logEvents(lines.stream()
                                .map(line -> InputLogEvent.builder()
                                        .timestamp(line.time().toEpochMilli())
                                        .message(line.text())
                                        .build())
                                .toList())
                        .overrideConfiguration(role.signature())
                        .build());
    }

    private void append(List<BuildLog.Line> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Hands on the whole log, where it goes to S3. */
    void upload() {
        s3(job).ifPresent(config -> {
            try {
                Path archive = file.resolveSibling(file.getFileName() + ".gz");
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
                    Files.copy(file, out);
                }
                String place = s3Key(job, config);
                int cut = place.indexOf('/');
                job.clients()
                        .s3()
                        .get()
                        .putObject(
                                r -> r.bucket(place.substring(0, cut))
                                        .key(place.substring(cut + 1))
                                        .overrideConfiguration(role.signature()),
                                RequestBody.fromFile(archive));
            } catch (SdkException | IOException e) {
                LOG.warn(
                        "The log of the build {} cannot be put into its bucket.",
                        job.build().id(),
                        e);
            }
        });
    }
}
