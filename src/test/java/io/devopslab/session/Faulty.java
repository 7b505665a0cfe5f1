package io.devopslab.session;

import io.devopslab.aws.Clients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/**
 * A cloud of which some calls fail.
 *
 * @param fault what a call of that client and method fails with; empty where it is answered
 */
record Faulty(Clients cloud, BiFunction<Class<?>, String, Optional<RuntimeException>> fault) implements Clients {

    @Override
    public <C extends SdkClient> C get(Class<C> type) {
        C client = cloud.get(type);
        InvocationHandler handler = (proxy, method, arguments) -> {
            Optional<RuntimeException> failure = fault.apply(type, method.getName());
            if (failure.isPresent()) {
                throw failure.get();
            }
            try {
                return method.invoke(client, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** As AWS says no. */
    static RuntimeException answer(int status, String code, String message) {
        return AwsServiceException.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName("AWS")
                        .build())
                .build();
    }
}
