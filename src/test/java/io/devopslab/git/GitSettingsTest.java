package io.devopslab.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;

/** JGit has one setting for the process, which other tests share: whichever was asked for first, these hold. */
final class GitSettingsTest {

    private static long secondsOfTimes() throws Exception {
        return SystemReader.getInstance()
                .getUserConfig()
                .getTimeUnit("filesystem", "Vendor|17|/dev/disk", "timestampResolution", -1, TimeUnit.SECONDS);
    }

    /** What JGit is not told it measures for seconds, and writes to the learner's home. */
    @Test
    void how_exact_the_times_of_files_are_is_told_and_not_measured() throws Exception {
        GitSettings.forLearner();
        assertThat(secondsOfTimes()).isBetween(1L, 2L);

        GitSettings.forCloud();
        assertThat(secondsOfTimes()).isEqualTo(1);
    }

    @Test
    void where_a_cloud_is_in_the_process_nothing_of_the_user_counts() throws Exception {
        GitSettings.forCloud();
        GitSettings.forLearner();

        FileBasedConfig user = SystemReader.getInstance().openUserConfig(null, org.eclipse.jgit.util.FS.DETECTED);
        user.load();
        assertThat(user.getSections()).isEmpty();
    }
}
