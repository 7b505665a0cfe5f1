package io.devopslab.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestWrapper;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * WireMock in front of a cloud: each call goes through it, and meets the trouble that the test has in mind for it. The
 * {@code Host} that clients sign goes on with the call, and the cloud takes any that is this machine.
 */
final class FaultProxy implements AutoCloseable {

    private final URI cloud;
    private final List<String> story = new CopyOnWriteArrayList<>();
    private final Map<UUID, Fault> lost = new ConcurrentHashMap<>();
    private volatile Function<Call, Optional<Trouble>> faults = call -> Optional.empty();
    private final int port;
    private WireMockServer server;

    private FaultProxy(URI cloud) {
        this.cloud = cloud;
        this.server = serve(0);
        this.port = server.port();
    }

    /** Passes everything on to that cloud. */
    static FaultProxy before(URI cloud) {
        return new FaultProxy(cloud);
    }

    private WireMockServer serve(int wanted) {
        WireMockServer made = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .port(wanted)
                .preserveHostHeader(true)
                .gzipDisabled(true)
                .http2PlainDisabled(true)
                .disableRequestJournal()
                .extensions(new AsSigned(), new Before(), new Behind()));
        made.start();
        made.stubFor(any(anyUrl()).willReturn(aResponse().proxiedFrom(cloud.toString())));
        // For those who take it for LocalStack, or Floci.
        made.stubFor(get("/_localstack/health").willReturn(okJson("{\"version\": \"4.14.0\"}")));
        made.stubFor(get("/_floci/health").willReturn(okJson("{\"services\": {}, \"version\": \"1.5.30\"}")));
        return made;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** From now on calls meet what this says. */
    void meet(Function<Call, Optional<Trouble>> trouble) {
        story.clear();
        faults = trouble;
    }

    /** From now on calls of that name, for example {@code s3:DeleteBucket}, meet this. */
    void meet(String operation, Trouble trouble) {
        meet(call -> call.is(operation) ? Optional.of(trouble) : Optional.empty());
    }

    /** From now on all goes well. */
    void calm() {
        meet(call -> Optional.empty());
    }

    /** The troubles that there were since it was last told what calls meet, one after the other. */
    List<String> story() {
        return List.copyOf(story);
    }

    /** Nobody listens any more. */
    void die() {
        server.stop();
    }

    /** Listens again where it did. */
    void revive() {
        server = serve(port);
    }

    @Override
    public void close() {
        server.stop();
    }

    /**
     * The server of WireMock writes the content type of forms in its own way, and it is signed: clients of the SDK say
     * {@code charset=utf-8}.
     */
    private static final class AsSigned implements StubRequestFilterV2 {

        @Override
        public String getName() {
            return "as-signed";
        }

        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            return RequestFilterAction.continueWith(RequestWrapper.create()
                    .transformHeader("Content-Type", values -> values.stream()
                            .map(value -> value.replace("charset=UTF-8", "charset=utf-8"))
                            .toList())
                    .wrap(request));
        }
    }

    /** Before a call goes on. */
    private final class Before implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return "before";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Call call = Call.of(event.getRequest());
            Optional<Trouble> trouble = faults.apply(call);
            trouble.ifPresent(met -> story.add(call + " meets " + met));
            return trouble.map(met -> answer(event, met)).orElse(event.getResponseDefinition());
        }

        private ResponseDefinition answer(ServeEvent event, Trouble trouble) {
            if (trouble instanceof Trouble.Refused refused) {
                return refusal(event.getRequest(), refused);
            }
            if (trouble instanceof Trouble.Broken broken) {
                return aResponse().withFault(broken.how()).build();
            }
            if (trouble instanceof Trouble.Page) {
                return aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<!DOCTYPE html><html><head><title>Sign in</title></head><body><br></body></html>")
                        .build();
            }
            if (trouble instanceof Trouble.Late late) {
                return ResponseDefinitionBuilder.like(event.getResponseDefinition())
                        .but()
                        .withFixedDelay(late.milliseconds())
                        .build();
            }
            lost.put(event.getId(), ((Trouble.Lost) trouble).how());
            return event.getResponseDefinition();
        }

        /** As the call's protocol has it: JSON, S3's XML, or that of the query protocol. */
        private ResponseDefinition refusal(Request request, Trouble.Refused refused) {
            boolean json = request.containsHeader("X-Amz-Target");
            String error = "<Code>" + refused.code() + "</Code><Message>" + refused.message() + "</Message>";
            String xml = Call.of(request).service().equals("s3")
                    ? "<Error>" + error + "</Error>"
                    : "<ErrorResponse><Error><Type>Sender</Type>" + error + "</Error></ErrorResponse>";
            return aResponse()
                    .withStatus(refused.status())
                    .withHeader("Content-Type", json ? "application/x-amz-json-1.1" : "text/xml")
                    .withBody(
                            json
                                    ? "{\"__type\": \"" + refused.code() + "\", \"message\": \"" + refused.message()
                                            + "\"}"
                                    : xml)
                    .build();
        }
    }

    /** Behind the cloud's answer. */
    private final class Behind implements ResponseTransformerV2 {

        @Override
        public String getName() {
            return "behind";
        }

        @Override
        public Response transform(Response response, ServeEvent event) {
            Fault fault = lost.remove(event.getId());
            return fault == null
                    ? response
                    : Response.Builder.like(response).but().fault(fault).build();
        }
    }
}
