package io.devopslab.cloud.service.codecommit.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.cloud.kernel.ServiceContext;
import java.util.List;

/** What CodeCommit tells EventBridge (CodeCommit User Guide, "Monitoring CodeCommit events"). */
public final class RepositoryEvents {

    private final ServiceContext context;
    private final RepositoryCatalog catalog;

    public RepositoryEvents(ServiceContext context, RepositoryCatalog catalog) {
        this.context = context;
        this.catalog = catalog;
    }

    /** The detail of a {@code CodeCommit Repository State Change}, to be completed. */
    public static ObjectNode stateChange(String event, StoredRepository row) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("event", event);
        detail.put("repositoryName", row.name());
        detail.put("repositoryId", row.id());
        return detail;
    }

    public void publishStateChange(StoredRepository row, ObjectNode detail) {
        publish("CodeCommit Repository State Change", row, detail);
    }

    /** Publishes an event about a repository; inside a write it is part of that change. */
    public void publish(String detailType, StoredRepository row, ObjectNode detail) {
        publish(detailType, List.of(catalog.arn(row)), detail);
    }

    /** Publishes an event about any resources, or none. */
    public void publish(String detailType, List<String> resources, ObjectNode detail) {
        context.events().publish(context.scope(), "aws.codecommit", detailType, resources, detail);
    }
}
