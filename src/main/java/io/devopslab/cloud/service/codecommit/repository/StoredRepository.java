package io.devopslab.cloud.service.codecommit.repository;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codecommit.model.RepositoryTrigger;

/**
 * What is kept of a repository beside its git directory.
 *
 * @param id names the git directory, so that a repository can change its name
 */
public record StoredRepository(
        String id,
        String name,
        Optional<String> description,
        Instant created,
        Instant lastModified,
        Map<String, String> tags,
        Triggers triggers) {

    public StoredRepository {
        tags = Map.copyOf(tags);
    }

    /** What PutRepositoryTriggers gave; the identifier changes with each call. */
    public record Triggers(String configurationId, List<RepositoryTrigger> list) {
        public Triggers {
            list = List.copyOf(list);
        }
    }

    public StoredRepository named(String newName, Instant now) {
        return new StoredRepository(id, newName, description, created, now, tags, triggers);
    }

    public StoredRepository described(Optional<String> newDescription, Instant now) {
        return new StoredRepository(id, name, newDescription, created, now, tags, triggers);
    }

    public StoredRepository modified(Instant now) {
        return new StoredRepository(id, name, description, created, now, tags, triggers);
    }

    public StoredRepository tagged(Map<String, String> newTags) {
        return new StoredRepository(id, name, description, created, lastModified, newTags, triggers);
    }

    public StoredRepository triggering(Triggers newTriggers) {
        return new StoredRepository(id, name, description, created, lastModified, tags, newTriggers);
    }
}
