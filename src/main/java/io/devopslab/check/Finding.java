package io.devopslab.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.devopslab.text.Message;

/** What came of looking for evidence. */
sealed interface Finding {

    record Found(JsonNode document) implements Finding {}

    /**
     * Somebody said no: the learner is not there yet, unless the check sees it otherwise.
     *
     * @param missing whether what was looked for is not there
     */
    record Refused(String code, String message, int status, boolean missing) implements Finding {}

    /** The environment is in the way. */
    record Unknown(Message reason) implements Finding {}
}
