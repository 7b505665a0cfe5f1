package io.devopslab.cloud.service.logs.insights.expression;

/** Something that each row has a value for. Immutable. */
public interface Expression {

    /**
     * @throws TooComplexException when a regular expression takes too long on the row
     */
    Value evaluate(Row row);
}
