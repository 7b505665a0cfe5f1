package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Caller;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.runtime.git.GitCaller;
import software.amazon.awssdk.awscore.AwsRequest;

/** Tells who makes a request, in the terms in which git tells it too. */
public final class Callers {

    private final ServiceContext context;

    public Callers(ServiceContext context) {
        this.context = context;
    }

    public GitCaller of(AwsRequest request) {
        return of(Caller.of(request, context));
    }

    public GitCaller root() {
        return of(Caller.root(context.scope().account()));
    }

    private static GitCaller of(Caller caller) {
        return new GitCaller(caller.account(), caller.arn());
    }
}
