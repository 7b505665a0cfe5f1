package io.devopslab.cloud.service.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Some consecutive rows of a query's results: what one row of the store holds. The order of the columns counts. */
record QueryChunk(List<Map<String, String>> rows) {

    private static final int MOST_ROWS = 500;

    static String key(String query, int number) {
        return query + ":" + String.format(Locale.ROOT, "%06d", number);
    }

    static List<QueryChunk> of(List<Map<String, String>> rows) {
        List<QueryChunk> chunks = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += MOST_ROWS) {
            chunks.add(new QueryChunk(rows.subList(from, Math.min(rows.size(), from + MOST_ROWS))));
        }
        return chunks;
    }
}
