package io.devopslab.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.devopslab.aws.Clients;
import io.devopslab.aws.OperationName;
import io.devopslab.aws.Operations;
import io.devopslab.catalog.Call;
import io.devopslab.catalog.JmesPaths;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;

final class ValuesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nobody is asked. */
    private static final Clients NONE = new Clients() {
        @Override
        public <C extends SdkClient> C get(Class<C> type) {
            throw new AssertionError(type);
        }
    };

    private static Values saved(String expression, String output) throws IOException {
        Call call = new Call(
                "list",
                OperationName.parse("codedeploy:ListDeployments"),
                JSON.createObjectNode(),
                false,
                Map.of("ids", expression));
        return new Values(new Operations(NONE), Map.of()).saving(call, JSON.readTree(output), new JmesPaths());
    }

    private static String filled(Values values, String document) throws IOException {
        JsonNode node = values.node(JSON.readTree(document));
        return node.toString();
    }

    @Test
    void a_text_that_is_nothing_but_a_saved_list_is_that_list() throws IOException {
        Values values = saved("deployments", "{\"deployments\": [\"d-A\", \"d-B\"]}");

        assertThat(filled(values, "{\"ids\": \"${saved.ids}\"}")).isEqualTo("{\"ids\":[\"d-A\",\"d-B\"]}");
        assertThat(filled(values, "{\"ids\": \"all: ${saved.ids}\"}"))
                .isEqualTo("{\"ids\":\"all: [\\\"d-A\\\",\\\"d-B\\\"]\"}");
    }

    @Test
    void a_saved_text_stays_a_text() throws IOException {
        Values values = saved("deployments[0]", "{\"deployments\": [\"d-A\"]}");

        assertThat(filled(values, "[\"${saved.ids}\"]")).isEqualTo("[\"d-A\"]");
        assertThat(filled(saved("deployments[0]", "{\"deployments\": [7]}"), "[\"${saved.ids}\"]"))
                .isEqualTo("[\"7\"]");
    }

    @Test
    void an_empty_list_can_be_left_unsaved() throws IOException {
        Values values = saved("deployments[0] && deployments[:25]", "{\"deployments\": []}");

        assertThatThrownBy(() -> filled(values, "\"${saved.ids}\"")).isInstanceOf(MissingValueException.class);
    }
}
