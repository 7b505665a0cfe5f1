package io.devopslab.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.devopslab.aws.OperationName;
import java.util.Map;

/**
 * An operation of AWS with its input.
 *
 * @param name under which the output stands when there are several calls
 * @param with the input, with placeholders
 * @param paginate whether all pages are wanted
 * @param save values for the calls and steps after it: {@code ${saved.NAME}} by a JMESPath over the output
 */
public record Call(String name, OperationName operation, ObjectNode with, boolean paginate, Map<String, String> save) {

    public Call {
        with = with.deepCopy();
        save = Map.copyOf(save);
    }
}
