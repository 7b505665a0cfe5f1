package io.devopslab.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.DefaultTypedConfigGetter;
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
            Config.setTypedConfigGetter(new TimesOfFiles(TIMES_OF_OWN_FILES));
        }
    }

    /** For the learner's clones: the learner's configuration counts, as for their own git. */
    public static synchronized void forLearner() {
        if (!(SystemReader.getInstance() instanceof OfCloud)) {
            Config.setTypedConfigGetter(new TimesOfFiles(TIMES_OF_ANY_FILES));
        }
    }

    /** JGit looks for how exact the times of files are in the configuration, before it measures. */
    private static final class TimesOfFiles extends DefaultTypedConfigGetter {
        private final Duration exactness;

        TimesOfFiles(Duration exactness) {
            this.exactness = exactness;
        }

        @Override
        public @Nullable Long getTimeUnit(
                Config config,
                String section,
                @Nullable String subsection,
                String name,
                @Nullable Long otherwise,
                TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? Long.valueOf(unit.convert(exactness))
                    : super.getTimeUnit(config, section, subsection, name, otherwise, unit);
        }
    }

    private static final class OfCloud extends SystemReader.Delegate {
        OfCloud(SystemReader machine) {
            super(machine);
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return new Nothing(parent, fs);
        }

        @Override
        public FileBasedConfig openSystemConfig(Config parent, FS fs) {
            return new Nothing(parent, fs);
        }

        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fs) {
            return new Nothing(parent, fs);
        }
    }

    /** A configuration that is always empty. */
    private static final class Nothing extends FileBasedConfig {
        @SuppressWarnings("NullAway") // JGit takes no file for a configuration that has none.
        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is nothing to read.
        }

        @Override
        public void save() {
            // There is nowhere to write.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
