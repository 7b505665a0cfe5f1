package io.devopslab.aws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Calls an operation until its last page, or until as many elements have come as were wanted. */
final class Pages {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final PageModel model;
    private final Optional<Integer> most;

    /**
     * @param most how many elements are wanted; empty for all
     */
    Pages(PageModel model, Optional<Integer> most) {
        this.model = model;
        this.most = most;
    }

    /**
     * @param pages each with the members that are joined; the first with those that are kept too
     * @param resume where to go on, when elements are left
     */
    record Result(List<ObjectNode> pages, Optional<String> resume) {}

    Result all(ObjectNode input, PageToken start, UnaryOperator<ObjectNode> call) {
        List<ObjectNode> pages = new ArrayList<>();
        PageToken token = start;
        int left = most.orElse(Integer.MAX_VALUE);
        while (true) {
            ObjectNode answer = call.apply(input.deepCopy().setAll(token.request()));
            ObjectNode page = page(answer, pages.isEmpty());
            int size = cut(page, token.passed(), left);
            pages.add(page);
            Optional<ObjectNode> next = next(answer);
            if (left < size) {
                PageToken rest = new PageToken(token.request(), token.passed() + left);
                return new Result(pages, Optional.of(rest.text(model.inputs())));
            }
            left -= most.isPresent() ? size : 0;
            // A service that answers with the token it was given would be asked for ever.
            if (next.isEmpty() || next.get().equals(token.request())) {
                return new Result(pages, Optional.empty());
            }
            token = new PageToken(next.get(), 0);
            if (left == 0) {
                return new Result(pages, Optional.of(token.text(model.inputs())));
            }
        }
    }

    private ObjectNode page(ObjectNode answer, boolean first) {
        ObjectNode page = NODES.objectNode();
        if (first) {
            model.kept().forEach(name -> page.set(name, answer.get(name)));
        }
        model.lists().forEach(name -> page.set(name, answer.get(name)));
        return page;
    }

    /** Keeps of the first list what lies in the window, and returns how many there were from {@code from} on. */
    private int cut(ObjectNode page, int from, int left) {
        if (!(page.get(model.lists().get(0)) instanceof ArrayNode all)) {
            return 0;
        }
        ArrayNode kept = NODES.arrayNode();
        for (int i = from; i < all.size() && kept.size() < left; i++) {
            kept.add(all.get(i));
        }
        page.set(model.lists().get(0), kept);
        return Math.max(0, all.size() - from);
    }

    private Optional<ObjectNode> next(ObjectNode answer) {
        ObjectNode request = NODES.objectNode();
        for (int i = 0; i < model.inputs().size(); i++) {
            JsonNode token = answer.path(model.outputs().get(i));
            if (!token.isMissingNode() && !token.isNull() && !token.asText().isEmpty()) {
                request.set(model.inputs().get(i), token);
            }
        }
        boolean ended = answer.path("IsTruncated").isBoolean()
                && !answer.path("IsTruncated").booleanValue();
        return request.isEmpty() || ended ? Optional.empty() : Optional.of(request);
    }

    /** One answer as if there had been one page. */
    ObjectNode joined(Result result) {
        ObjectNode joined = NODES.objectNode();
        for (String name : model.lists()) {
            List<JsonNode> parts = result.pages().stream()
                    .map(page -> page.get(name))
                    .filter(part -> part != null && part.isArray())
                    .toList();
            if (!parts.isEmpty()) {
                ArrayNode list = joined.putArray(name);
                parts.forEach(part -> part.forEach(list::add));
            }
        }
        model.kept().forEach(name -> joined.set(name, result.pages().get(0).get(name)));
        result.resume().ifPresent(token -> joined.put("NextToken", token));
        return joined;
    }
}
