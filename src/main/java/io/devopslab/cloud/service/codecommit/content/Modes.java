package io.devopslab.cloud.service.codecommit.content;

import io.devopslab.cloud.kernel.Errors;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.InvalidFileModeException;

/** The modes of files, in the API's words and in git's. */
public final class Modes {

    private Modes() {}

    /** The git mode of a file whose mode may be left out. */
    public static FileMode of(@Nullable FileModeTypeEnum mode, FileMode otherwise) {
        if (mode == null) {
            return otherwise;
        }
        return switch (mode) {
            case NORMAL -> FileMode.REGULAR_FILE;
            case EXECUTABLE -> FileMode.EXECUTABLE_FILE;
            case SYMLINK -> FileMode.SYMLINK;
            case UNKNOWN_TO_SDK_VERSION ->
                throw Errors.of(
                        InvalidFileModeException.builder(),
                        "The specified file mode permission is not valid. Valid values are EXECUTABLE, NORMAL and "
                                + "SYMLINK.");
        };
    }

    /** The API's word for a mode. */
    public static FileModeTypeEnum word(FileMode mode) {
        if (FileMode.EXECUTABLE_FILE.equals(mode)) {
            return FileModeTypeEnum.EXECUTABLE;
        }
        return FileMode.SYMLINK.equals(mode) ? FileModeTypeEnum.SYMLINK : FileModeTypeEnum.NORMAL;
    }
}
