package io.devopslab.wire.protocol;

import io.devopslab.aws.shape.FormShapeReader;
import io.devopslab.aws.shape.XmlShapeWriter;
import io.devopslab.aws.shape.XmlText;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.route.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** Smithy's "AWS Query": a form in, XML out. */
final class AwsQuery implements Protocol {

    static final String XML = "text/xml";

    @Override
    public void read(Input input, SdkPojo builder) {
        readForm(input, builder);
    }

    static void readForm(Input input, SdkPojo builder) {
        FormShapeReader.read(
                input.form().all().stream()
                        .map(p -> new FormShapeReader.Parameter(p.name(), p.value()))
                        .toList(),
                builder);
    }

    @Override
    public WireReply write(Operation operation, SdkPojo response, String requestId) {
        String name = operation.name();
        XmlText xml = new XmlText()
                .open(name + "Response xmlns=\"" + namespace(operation) + "\"")
                .open(name + "Result");
        new XmlShapeWriter(xml).writeBody(response);
        xml.close(name + "Result")
                .open("ResponseMetadata")
                .element("RequestId", requestId)
                .close("ResponseMetadata")
                .close(name + "Response");
        return reply(200, xml, requestId);
    }

    static String namespace(Operation operation) {
        return "https://" + operation.service().signingName() + ".amazonaws.com/doc/" + operation.apiVersion() + "/";
    }

    static WireReply reply(int status, XmlText xml, String requestId) {
        return WireReply.of(status, XML, xml.toString().getBytes(StandardCharsets.UTF_8))
                .with("x-amzn-RequestId", requestId);
    }

    @Override
    public WireReply error(Failure failure, String requestId) {
        XmlText xml = new XmlText()
                .open("ErrorResponse")
                .open("Error")
                .element("Type", failure.type())
                .element("Code", failure.code())
                .element("Message", failure.message());
        failure.details().ifPresent(details -> new XmlShapeWriter(xml)
                .writeBody(details, name -> !name.equalsIgnoreCase("message")));
        xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
        return reply(failure.status(), xml, requestId);
    }

    @Override
    public Failure failure(Problem problem, String message) {
        return query(problem, message);
    }

    static Failure query(Problem problem, String message) {
        return new Failure(problem.query(), problem.queryStatus(), message, Optional.empty());
    }
}
