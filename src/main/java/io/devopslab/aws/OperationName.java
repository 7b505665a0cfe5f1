package io.devopslab.aws;

/**
 * An operation as people write it: {@code codepipeline:GetPipelineState}.
 *
 * @param service the service's name in the {@code aws} command or its prefix in IAM policies
 * @param operation the operation's name in the API reference
 */
public record OperationName(String service, String operation) {

    /**
     * @throws UnknownNameException when the text has no such form; whether service and operation exist is not asked
     */
    public static OperationName parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new UnknownNameException(
                    "'" + text + "' is not an operation; write service:Operation, as in codepipeline:GetPipelineState");
        }
        return new OperationName(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return service + ":" + operation;
    }
}
