package io.devopslab.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;

/** Operations that the embedded cloud does not have yet. */
final class StandIns {

    private StandIns() {}

    static IamClient credentials(IamClient client) {
        return proxy(
                IamClient.class,
                client,
                Map.of(
                        "createServiceSpecificCredential",
                                request -> CreateServiceSpecificCredentialResponse.builder()
                                        .serviceSpecificCredential(ServiceSpecificCredential.builder()
                                                .serviceUserName("learner-at-1")
                                                .servicePassword("p/w+d=:@")
                                                .serviceSpecificCredentialId("ACCA1")
                                                .build())
                                        .build(),
                        "deleteServiceSpecificCredential",
                                request -> DeleteServiceSpecificCredentialResponse.builder()
                                        .build(),
                        "listServiceSpecificCredentials",
                                request -> ListServiceSpecificCredentialsResponse.builder()
                                        .serviceSpecificCredentials(ServiceSpecificCredentialMetadata.builder()
                                                .serviceUserName("learner-at-1")
                                                .serviceSpecificCredentialId("ACCA1")
                                                .status("Active")
                                                .build())
                                        .build()));
    }

    private static <C extends SdkClient> C proxy(Class<C> type, C client, Map<String, Function<Object, Object>> own) {
        return type.cast(Proxy.newProxyInstance(
                StandIns.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (own.containsKey(method.getName())) {
                        return own.get(method.getName()).apply(arguments[0]);
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
