package io.devopslab.cloud.service.codebuild.spec;

/** A buildspec that cannot be used: the message of CodeBuild's {@code YAML_FILE_ERROR}. */
public final class BuildspecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BuildspecException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
