package io.devopslab.wire.protocol;

import io.devopslab.aws.shape.HttpShapes;
import io.devopslab.aws.shape.PayloadShapes;
import io.devopslab.aws.shape.XmlElement;
import io.devopslab.aws.shape.XmlShapeReader;
import io.devopslab.aws.shape.XmlShapeWriter;
import io.devopslab.aws.shape.XmlText;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.route.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Smithy's "AWS restXml" as Amazon S3 speaks it. */
final class RestXml implements Protocol {

    private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String XML = "application/xml";

    private final String resource;

    /**
     * @param resource what the request was about, which S3's errors repeat
     */
    RestXml(String resource) {
        this.resource = resource;
    }

    @Override
    public void read(Input input, SdkPojo builder) {
        Optional<SdkField<?>> payload = HttpShapes.payload(builder);
        if (payload.isPresent()) {
            if (input.http().body().size() > 0) {
                if (PayloadShapes.isRaw(payload.get())) {
                    PayloadShapes.readRaw(input.http().body().bytes(), payload.get(), builder);
                } else {
                    XmlShapeReader.readPayload(
                            XmlElement.parse(input.http().body().open()), payload.get(), builder);
                }
            }
        } else if (HttpShapes.hasBody(builder) && input.http().body().size() > 0) {
            XmlShapeReader.readBody(XmlElement.parse(input.http().body().open()), builder);
        }
        HttpShapes.read(new RequestParts(input), builder);
    }

    @Override
    public WireReply write(Operation operation, SdkPojo response, String requestId) {
        Optional<SdkField<?>> payload = HttpShapes.payload(response);
        boolean hasBody = payload.isPresent() || HttpShapes.hasBody(response);
        Map<String, String> headers = HttpShapes.headers(response);
        int status = headers.containsKey("Content-Range") ? 206 : operation.successStatus(hasBody);
        WireReply reply = status == 204 || !hasBody
                ? WireReply.of(status, "", new byte[0])
                : WireReply.of(status, XML, body(operation, response, payload).getBytes(StandardCharsets.UTF_8));
        return identified(reply.withAll(headers), requestId);
    }

    private static String body(Operation operation, SdkPojo response, Optional<SdkField<?>> payload) {
        XmlText xml = new XmlText().raw(DECLARATION);
        if (payload.isPresent()) {
            String root = S3Roots.payload(operation.name(), payload.get().locationName());
            if (operation.name().equals("GetBucketPolicy")) {
                return new String(PayloadShapes.writeRaw(response, payload.get()), StandardCharsets.UTF_8);
            }
            new XmlShapeWriter(xml).writePayload(root, NAMESPACE, response, payload.get());
            return xml.toString();
        }
        String root = S3Roots.of(operation.name());
        xml.open(root + NAMESPACE);
        new XmlShapeWriter(xml).writeBody(response);
        return xml.close(root).toString();
    }

    private static WireReply identified(WireReply reply, String requestId) {
        return reply.with("x-amz-request-id", requestId).with("x-amz-id-2", requestId);
    }

    @Override
    public WireReply error(Failure failure, String requestId) {
        XmlText xml = new XmlText()
                .raw(DECLARATION)
                .open("Error")
                .element("Code", failure.code())
                .element("Message", failure.message());
        failure.details().ifPresent(details -> {
            new XmlShapeWriter(xml).writeBody(details, name -> !name.equalsIgnoreCase("message"));
        });
        xml.element("Resource", resource)
                .element("RequestId", requestId)
                .element("HostId", requestId)
                .close("Error");
        return identified(
                WireReply.of(failure.status(), XML, xml.toString().getBytes(StandardCharsets.UTF_8)), requestId);
    }

    @Override
    public Failure failure(Problem problem, String message) {
        return new Failure(problem.s3(), problem.s3Status(), problem.s3Message().orElse(message), Optional.empty());
    }
}
