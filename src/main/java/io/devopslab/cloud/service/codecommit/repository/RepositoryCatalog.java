package io.devopslab.cloud.service.codecommit.repository;

import io.devopslab.cloud.kernel.Arns;
import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Store;
import io.devopslab.cloud.kernel.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which repositories there are, by name. */
public final class RepositoryCatalog {

    private final ServiceContext context;
    private final Store store;
    private final Table<StoredRepository> rows;

    public RepositoryCatalog(ServiceContext context) {
        this.context = context;
        this.store = context.store();
        this.rows = store.table("repositories", StoredRepository.class);
    }

    public Optional<StoredRepository> find(String name) {
        return rows.get(name);
    }

    /** The repository of that name; the name is checked first. */
    public StoredRepository get(@Nullable String name) {
        String valid = Names.repository(name);
        return rows.get(valid).orElseThrow(() -> Faults.repositoryDoesNotExist(valid));
    }

    /** The repository of that ARN, wherever it is in the catalog. */
    public Optional<StoredRepository> byArn(String arn) {
        return rows.get(Arns.resource(arn)).filter(row -> arn(row).equals(arn));
    }

    public Optional<StoredRepository> byId(String id) {
        return rows.values().stream().filter(row -> row.id().equals(id)).findFirst();
    }

    /** The repository of that identifier, which must exist. */
    public StoredRepository requireId(String id) {
        return byId(id).orElseThrow(() -> Faults.repositoryDoesNotExist(id));
    }

    public List<StoredRepository> all() {
        return rows.values();
    }

    public Set<String> ids() {
        return rows.values().stream().map(StoredRepository::id).collect(Collectors.toSet());
    }

    public void add(StoredRepository row) {
        if (!rows.putIfAbsent(row.name(), row)) {
            throw Faults.repositoryNameExists(row.name());
        }
    }

    public StoredRepository change(String name, UnaryOperator<StoredRepository> change) {
        return rows.update(name, change).orElseThrow(() -> Faults.repositoryDoesNotExist(name));
    }

    /** Notes that a reference moved; the repository may have been renamed or deleted meanwhile. */
    public void touch(String id) {
        byId(id).ifPresent(
                        row -> rows.put(row.name(), row.modified(context.time().instant())));
    }

    public void rename(String oldName, String newName) {
        store.write(() -> {
            StoredRepository row = rows.remove(oldName).orElseThrow(() -> Faults.repositoryDoesNotExist(oldName));
            add(row.named(newName, context.time().instant()));
        });
    }

    public Optional<StoredRepository> remove(String name) {
        return rows.remove(name);
    }

    public String arn(StoredRepository row) {
        return Arns.of("codecommit", context.scope(), row.name());
    }

    public StoredRepository fresh(String name, Optional<String> description, Map<String, String> tags) {
        return new StoredRepository(
                context.ids().uuid(),
                name,
                description,
                context.time().instant(),
                context.time().instant(),
                tags,
                new StoredRepository.Triggers(context.ids().uuid(), List.of()));
    }
}
