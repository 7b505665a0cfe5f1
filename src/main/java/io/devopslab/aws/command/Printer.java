package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Prints the answer of an operation as it was asked for. */
final class Printer {

    private final Screen screen;
    private final OutputFormat format;
    private final Query query;
    private final String title;

    /**
     * @param title the operation's name in the API
     */
    Printer(Screen screen, OutputFormat format, Query query, String title) {
        this.screen = screen;
        this.format = format;
        this.query = query;
        this.title = title;
    }

    void print(JsonNode document) {
        JsonNode asked = query.of(document);
        screen.print(
                switch (format) {
                    case JSON -> JsonOutput.of(asked);
                    case TEXT -> TextOutput.of(asked);
                    case TABLE -> TableOutput.of(title, asked);
                });
    }

    /** Joins the pages, but for text: there the AWS CLI asks its query of each page alone. */
    void print(Pages pages, Pages.Result result) {
        if (format != OutputFormat.TEXT) {
            print(pages.joined(result));
            return;
        }
        result.pages().forEach(this::print);
        result.resume().ifPresent(token -> {
            ObjectNode next = JsonNodeFactory.instance.objectNode();
            next.putObject("NextToken").put("NextToken", token);
            print(next);
        });
    }
}
