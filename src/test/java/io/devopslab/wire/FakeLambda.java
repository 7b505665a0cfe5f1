package io.devopslab.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListTagsRequest;
import software.amazon.awssdk.services.lambda.model.ListTagsResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.UntagResourceRequest;
import software.amazon.awssdk.services.lambda.model.UntagResourceResponse;

/** A Lambda of a few lines, whose functions answer what they are asked. */
final class FakeLambda implements LambdaClient {

    final List<CreateFunctionRequest> created = new CopyOnWriteArrayList<>();
    final List<InvokeRequest> invoked = new CopyOnWriteArrayList<>();
    final List<UntagResourceRequest> untagged = new CopyOnWriteArrayList<>();

    @Override
    public CreateFunctionResponse createFunction(CreateFunctionRequest request) {
        created.add(request);
        return CreateFunctionResponse.builder()
                .functionName(request.functionName())
                .environment(e -> e.variables(request.environment().variables()))
                .timeout(request.timeout())
                .build();
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
        invoked.add(request);
        if ("Event".equals(request.invocationTypeAsString())) {
            return InvokeResponse.builder().statusCode(202).build();
        }
        boolean fails = "fails".equals(request.functionName());
        return InvokeResponse.builder()
                .statusCode(200)
                .executedVersion("$LATEST")
                .functionError(fails ? "Unhandled" : null)
                .payload(request.payload() == null ? SdkBytes.fromUtf8String("null") : request.payload())
                .build();
    }

    @Override
    public GetFunctionResponse getFunction(GetFunctionRequest request) {
        throw ResourceNotFoundException.builder()
                .type("User")
                .statusCode(404)
                .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                        .errorCode("ResourceNotFoundException")
                        .errorMessage("Function not found: " + request.functionName())
                        .build())
                .build();
    }

    @Override
    public ListFunctionsResponse listFunctions(ListFunctionsRequest request) {
        boolean first = request.marker() == null;
        return ListFunctionsResponse.builder()
                .functions(FunctionConfiguration.builder()
                        .functionName(first ? "one" : "two")
                        .build())
                .nextMarker(first ? "a&b=c/é" : null)
                .build();
    }

    @Override
    public ListTagsResponse listTags(ListTagsRequest request) {
        return ListTagsResponse.builder()
                .tags(Map.of("arn", request.resource()))
                .build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        untagged.add(request);
        return UntagResourceResponse.builder().build();
    }

    @Override
    public DeleteFunctionResponse deleteFunction(DeleteFunctionRequest request) {
        return DeleteFunctionResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
