package io.devopslab.wire.protocol;

import io.devopslab.aws.shape.XmlShapeWriter;
import io.devopslab.aws.shape.XmlText;
import io.devopslab.wire.http.Problem;
import io.devopslab.wire.http.WireReply;
import io.devopslab.wire.route.Operation;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** Smithy's "EC2 Query": as AWS Query, with flat lists in the form, no wrapper in the answer and errors of its own. */
final class Ec2Query implements Protocol {

    @Override
    public void read(Input input, SdkPojo builder) {
        AwsQuery.readForm(input, builder);
    }

    @Override
    public WireReply write(Operation operation, SdkPojo response, String requestId) {
        String root = operation.name() + "Response";
        XmlText xml = new XmlText()
                .open(root + " xmlns=\"http://ec2.amazonaws.com/doc/" + operation.apiVersion() + "/\"")
                .element("requestId", requestId);
        new XmlShapeWriter(xml).writeBody(response);
        return AwsQuery.reply(200, xml.close(root), requestId);
    }

    @Override
    public WireReply error(Failure failure, String requestId) {
        XmlText xml = new XmlText()
                .open("Response")
                .open("Errors")
                .open("Error")
                .element("Code", failure.code())
                .element("Message", failure.message())
                .close("Error")
                .close("Errors")
                .element("RequestID", requestId)
                .close("Response");
        return AwsQuery.reply(failure.status(), xml, requestId);
    }

    /** EC2 says AuthFailure of all that others tell apart: "Error codes for the Amazon EC2 API". */
    @Override
    public Failure failure(Problem problem, String message) {
        return switch (problem) {
            case MISSING_AUTHENTICATION ->
                new Failure(
                        "MissingParameter",
                        400,
                        "The request must contain the parameter AWSAccessKeyId",
                        Optional.empty());
            case UNKNOWN_KEY, BAD_TOKEN ->
                new Failure(
                        "AuthFailure",
                        401,
                        "AWS was not able to validate the provided access credentials",
                        Optional.empty());
            case UNKNOWN_OPERATION -> new Failure("InvalidAction", 400, message, Optional.empty());
            default -> AwsQuery.query(problem, message);
        };
    }
}
