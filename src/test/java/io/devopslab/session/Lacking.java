package io.devopslab.session;

import io.devopslab.aws.Clients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/** A cloud without a service: whatever is asked of it is answered as emulators answer what they do not have. */
public record Lacking(Clients clients, Class<? extends SdkClient> service) implements Clients {

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        if (type != service) {
            return clients.get(type);
        }
        InvocationHandler refusal = (proxy, method, arguments) -> {
            throw AwsServiceException.builder()
                    .statusCode(501)
                    .message("not emulated")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("InternalFailure")
                            .errorMessage("The service is not emulated.")
                            .build())
                    .build();
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, refusal));
    }
}
