package io.devopslab.session.traffic;

import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Calls the function as its customers do, and remembers who answered. Thread-safe. */
final class Caller {

    private final LambdaClient lambda;
    private final Callee.Alias callee;
    private final Answers answers;
    private volatile Optional<String> refusal = Optional.empty();

    Caller(LambdaClient lambda, Callee.Alias callee, Answers answers) {
        this.lambda = lambda;
        this.callee = callee;
        this.answers = answers;
    }

    /** One call. A function that fails has answered; one that cannot be called has not. */
    void call() {
        try {
            InvokeResponse answer = lambda.invoke(r -> r.functionName(callee.function())
                    .qualifier(callee.name())
                    .payload(SdkBytes.fromUtf8String(callee.payload())));
            answers.add(answer.executedVersion(), answer.functionError() != null);
            refusal = Optional.empty();
        } catch (SdkException e) {
            refusal = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Why the last call got no answer. */
    Optional<String> refusal() {
        return refusal;
    }
}
