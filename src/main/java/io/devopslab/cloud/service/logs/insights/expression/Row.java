package io.devopslab.cloud.service.logs.insights.expression;

import java.util.List;

/** A row of the table that a query works on: an event, or a group of events and what was counted of it. */
public interface Row {

    /** The field of that name, or {@link Value#missing}. */
    Value field(String name);

    /** The rows that this one sums up; none where nothing was grouped. */
    default List<Row> members() {
        return List.of();
    }
}
