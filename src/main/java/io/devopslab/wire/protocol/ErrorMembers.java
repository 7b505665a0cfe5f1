package io.devopslab.wire.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.devopslab.aws.shape.ShapeWriter;
import io.devopslab.wire.http.Problem;
import java.io.IOException;
import java.util.Optional;

/** What errors of the JSON and CBOR protocols have in common. */
final class ErrorMembers {

    private ErrorMembers() {}

    /** The message, and the members of a modelled exception. */
    static void write(Failure failure, ShapeWriter writer, JsonGenerator json) throws IOException {
        json.writeStringField("message", failure.message());
        if (failure.details().isPresent()) {
            writer.writeBody(failure.details().get(), json, name -> !name.equalsIgnoreCase("message"));
        }
    }

    static Failure json(Problem problem, String message) {
        return new Failure(problem.json(), problem.status(), message, Optional.empty());
    }
}
