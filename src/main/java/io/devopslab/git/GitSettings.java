package io.devopslab.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit knows beside a repository itself. By itself it measures for seconds how exact the times of files are, the first
 * time on a machine, and writes what it found to {@code ~/.config/jgit}; here it is told, and nothing is written to the home.
 *
 * <p>To be called before a repository is opened. JGit has one such setting for the whole process: where both are asked for,
 * as in a proof, whose learners are played, the one for the cloud stands.
 */
public final class GitSettings {

    /** As coarse as those of FAT: JGit compares contents where times are too near to tell, which is never wrong. */
    private static final Duration TIMES_OF_ANY_FILES = Duration.ofSeconds(2);

    /** Nobody but this process writes to the cloud's files. */
    private static final Duration TIMES_OF_OWN_FILES = Duration.ofSeconds(1);

    private GitSettings() {}

    /**
     * For repositories of the cloud: nothing of the machine and its user counts, so what a learner has in
     * {@code ~/.gitconfig} does not change how the cloud behaves.
     */
    public static synchronized void forCloud() {
        if (!(SystemReader.getInstance() instanceof OfCloud)) {
            SystemReader.setInstance(new OfCloud(SystemReader.getInstance()));
        }
    }

    /** For the learner's clones: the learner's configuration counts, as for their own git. */
    public static synchronized void forLearner() {
        if (!(SystemReader.getInstance() instanceof Told)) {
            SystemReader.setInstance(new Told(SystemReader.getInstance(), TIMES_OF_ANY_FILES));
        }
    }

    /** Is told how exact the times of files are. */
    private static sealed class Told extends SystemReader.Delegate permits OfCloud {
        private final Duration timesOfFiles;

        Told(SystemReader machine, Duration timesOfFiles) {
            super(machine);
            this.timesOfFiles = timesOfFiles;
        }

        final FileBasedConfig nothing(Config parent, FS fs) {
            return new Nothing(parent, fs, timesOfFiles);
        }

        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fs) {
            return nothing(parent, fs);
        }
    }

    private static final class OfCloud extends Told {
        OfCloud(SystemReader machine) {
            super(machine, TIMES_OF_OWN_FILES);
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return nothing(parent, fs);
        }

        @Override
        public FileBasedConfig openSystemConfig(Config parent, FS fs) {
            return nothing(parent, fs);
        }
    }

    /** A configuration that is always empty, but for how exact the times of files are. */
    private static final class Nothing extends FileBasedConfig {
        private final Duration timesOfFiles;

        @SuppressWarnings("NullAway") // JGit takes no file for a configuration that has none.
        Nothing(Config parent, FS fs, Duration timesOfFiles) {
            super(parent, null, fs);
            this.timesOfFiles = timesOfFiles;
        }

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(timesOfFiles)
                    : super.getTimeUnit(section, subsection, name, otherwise, unit);
        }

        @Override
        public void load() {
            // There is nothing to read.
        }

        @Override
        public void save() {
            // What JGit measured is for this process alone.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
