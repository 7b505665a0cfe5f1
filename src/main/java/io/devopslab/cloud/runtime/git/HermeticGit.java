package io.devopslab.cloud.runtime.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit, which reads and writes the configuration of the machine and its user, to the repositories
 * themselves: what a learner has in {@code ~/.gitconfig} does not change how the cloud behaves, and nothing is
 * written to the home.
 */
public final class HermeticGit {

    private static final Duration TIMES_OF_FILES = Duration.ofSeconds(1);

    private HermeticGit() {}

    /** To be called before a repository is opened; JGit has one such setting for the whole process. */
    public static void ensure() {
        if (!(SystemReader.getInstance() instanceof Reader)) {
            SystemReader.setInstance(new Reader(SystemReader.getInstance()));
        }
    }

    private static final class Reader extends SystemReader.Delegate {
        Reader(SystemReader machine) {
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

    /**
     * A configuration that is always empty, but for how exact the times of files are: JGit would measure that
     * with files of its own beside the repositories. Nobody but this process writes to them, so coarse will do.
     */
    private static final class Nothing extends FileBasedConfig {
        @SuppressWarnings("NullAway") // JGit takes no file for a configuration that has none.
        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(TIMES_OF_FILES)
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
