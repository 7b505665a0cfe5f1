package io.devopslab.cloud.service.codecommit.trigger;

import io.devopslab.cloud.kernel.Ids;
import io.devopslab.cloud.runtime.git.GitCaller;
import io.devopslab.cloud.service.codecommit.repository.OpenRepositories;
import io.devopslab.cloud.service.codecommit.repository.RepositoryCatalog;
import io.devopslab.cloud.service.codecommit.repository.Revisions;
import io.devopslab.cloud.service.codecommit.repository.StoredRepository;
import io.devopslab.cloud.service.codecommit.trigger.TriggerEvent.Reference;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.GetRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.PutRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.PutRepositoryTriggersResponse;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;
import software.amazon.awssdk.services.codecommit.model.RepositoryTriggerExecutionFailure;
import software.amazon.awssdk.services.codecommit.model.TestRepositoryTriggersRequest;
import software.amazon.awssdk.services.codecommit.model.TestRepositoryTriggersResponse;

/** Keeps the triggers of repositories, and tries them out. */
public final class Triggers {

    private final RepositoryCatalog catalog;
    private final OpenRepositories repositories;
    private final TriggerCheck check;
    private final TriggerCalls calls;
    private final Ids ids;

    public Triggers(
            RepositoryCatalog catalog, OpenRepositories repositories, TriggerCheck check, TriggerCalls calls, Ids ids) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.check = check;
        this.calls = calls;
        this.ids = ids;
    }

    /** Replaces all triggers of a repository. */
    public PutRepositoryTriggersResponse put(PutRepositoryTriggersRequest request) {
        StoredRepository row = catalog.get(request.repositoryName());
        check.all(request.hasTriggers() ? request.triggers() : null);
        StoredRepository.Triggers triggers = new StoredRepository.Triggers(ids.uuid(), request.triggers());
        catalog.change(row.name(), old -> old.triggering(triggers));
        return PutRepositoryTriggersResponse.builder()
                .configurationId(triggers.configurationId())
                .build();
    }

    public GetRepositoryTriggersResponse get(GetRepositoryTriggersRequest request) {
        StoredRepository.Triggers triggers =
                catalog.get(request.repositoryName()).triggers();
        return GetRepositoryTriggersResponse.builder()
                .configurationId(triggers.configurationId())
                .triggers(triggers.list())
                .build();
    }

    /** Calls each of the given triggers with the latest commit, or with zeroes where there is none. */
    public TestRepositoryTriggersResponse test(TestRepositoryTriggersRequest request, GitCaller caller) {
        StoredRepository row = catalog.get(request.repositoryName());
        check.all(request.hasTriggers() ? request.triggers() : null);
        Reference sample = sample(row.name());
        List<String> passed = new ArrayList<>();
        List<RepositoryTriggerExecutionFailure> failed = new ArrayList<>();
        for (RepositoryTrigger trigger : request.triggers()) {
            try {
                calls.test(row, trigger, List.of(sample), caller);
                passed.add(trigger.name());
            } catch (SdkException | IllegalArgumentException e) {
                failed.add(RepositoryTriggerExecutionFailure.builder()
                        .trigger(trigger.name())
                        .failureMessage(e.getMessage())
                        .build());
            }
        }
        return TestRepositoryTriggersResponse.builder()
                .successfulExecutions(passed)
                .failedExecutions(failed)
                .build();
    }

    private Reference sample(String name) {
        return repositories.read(name, opened -> {
            Ref head = opened.git().exactRef(Constants.HEAD);
            String branch =
                    head == null ? Constants.R_HEADS + "main" : head.getTarget().getName();
            try {
                return Reference.updated(
                        Revisions.resolveOrHead(opened.git(), null).name(), branch);
            } catch (CommitDoesNotExistException e) {
                return Reference.updated(ObjectId.zeroId().name(), branch);
            }
        });
    }
}
