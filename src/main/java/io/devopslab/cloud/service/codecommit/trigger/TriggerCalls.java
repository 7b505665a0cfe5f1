package io.devopslab.cloud.service.codecommit.trigger;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.CallSource;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.Move;
import io.devopslab.cloud.service.codecommit.repository.MoveListener;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import io.devopslab.cloud.service.codecommit.trigger.TriggerEvent.Reference;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerEventEnum;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/** Calls functions and tells topics when references move: each call is owed from the moment of the move until it was made. */
public final class TriggerCalls implements MoveListener {

    private static final Logger LOG = LoggerFactory.getLogger(TriggerCalls.class);

    private static final int LONGEST_SUBJECT = 100;

    private final ServiceContext context;
    private final RepositoryCatalog catalog;
    private final Supplier<LambdaClient> lambda;
    private final Supplier<SnsClient> sns;
    private final Table<Owed> owed;
    private final ReentrantLock paying = new ReentrantLock();

    /** A call that is to be made. */
    record Owed(RepositoryTrigger trigger, TriggerEvent event) {}

    public TriggerCalls(
            ServiceContext context, RepositoryCatalog catalog, Supplier<LambdaClient> lambda, Supplier<SnsClient> sns) {
        this.context = context;
        this.catalog = catalog;
        this.lambda = lambda;
        this.sns = sns;
        this.owed = context.store().table("trigger-calls", Owed.class);
    }

    @Override
    public Runnable prepare(StoredRepository row, Repository git, List<Move> moves, GitCaller caller) {
        return () -> owe(row, moves, caller);
    }

    private void owe(StoredRepository row, List<Move> moves, GitCaller caller) {
        for (RepositoryTrigger trigger : row.triggers().list()) {
            List<Reference> wanted = moves.stream()
                    .filter(move -> wants(trigger, move))
                    .map(Reference::of)
                    .toList();
            if (!wanted.isEmpty()) {
                TriggerEvent event = event(row, "ReferenceChanges", wanted, caller);
                owed.put(event.time() + " " + event.id(), new Owed(trigger, event));
            }
        }
    }

    private static boolean wants(RepositoryTrigger trigger, Move move) {
        RepositoryTriggerEventEnum event = move.to().isEmpty()
                ? RepositoryTriggerEventEnum.DELETE_REFERENCE
                : move.from().isEmpty()
                        ? RepositoryTriggerEventEnum.CREATE_REFERENCE
                        : RepositoryTriggerEventEnum.UPDATE_REFERENCE;
        boolean wantsEvent = trigger.events().contains(RepositoryTriggerEventEnum.ALL)
                || trigger.events().contains(event);
        return wantsEvent
                && (trigger.branches().isEmpty()
                        || (move.isBranch() && trigger.branches().contains(move.shortName())));
    }

    private TriggerEvent event(StoredRepository row, String name, List<Reference> references, GitCaller caller) {
        return new TriggerEvent(
                context.ids().uuid(),
                name,
                context.scope().region(),
                catalog.arn(row),
                row.triggers().configurationId(),
                caller.arn(),
                context.time().instant(),
                references);
    }

    @Override
    public void followUp() {
        if (owed.size() > 0) {
            context.time().execute(this::pay);
        }
    }

    /** Makes all calls that are owed, one at a time and in order; one that fails is not tried again. */
    private void pay() {
        paying.lock();
        try {
            for (String key : owed.keys()) {
                owed.get(key).ifPresent(call -> {
                    try {
                        invoke(call.trigger(), call.event());
                    } catch (SdkException | IllegalArgumentException e) {
                        LOG.warn(
                                "The trigger {} could not be called.",
                                call.trigger().name(),
                                e);
                    }
                    owed.remove(key);
                });
            }
        } finally {
            paying.unlock();
        }
    }

    /** Calls a trigger with a sample; throws what the call throws. */
    void test(StoredRepository row, RepositoryTrigger trigger, List<Reference> sample, GitCaller caller) {
        invoke(trigger, event(row, "TriggerEventTest", sample, caller));
    }

    /** As AWS words it, and no longer than SNS takes it: a repository's name alone may have 100 characters. */
    private static String subject(TriggerEvent event) {
        String subject = "UPDATE: AWS CodeCommit " + event.region() + " push: " + Arns.name(event.repositoryArn());
        return subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT));
    }

    private void publish(RepositoryTrigger trigger, TriggerEvent event) {
        sns.get()
                .publish(PublishRequest.builder()
                        .topicArn(trigger.destinationArn())
                        .subject(subject(event))
                        .message(event.json(trigger).toString())
                        .overrideConfiguration(CallSource.of(event.repositoryArn()))
                        .build());
    }

    private void invoke(RepositoryTrigger trigger, TriggerEvent event) {
        if (trigger.destinationArn().split(":", -1)[2].equals("sns")) {
            publish(trigger, event);
            return;
        }
        lambda.get()
                .invoke(InvokeRequest.builder()
                        .functionName(trigger.destinationArn())
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(event.json(trigger).toString()))
                        .overrideConfiguration(CallSource.of(event.repositoryArn()))
                        .build());
    }
}
