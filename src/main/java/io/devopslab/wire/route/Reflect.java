package io.devopslab.wire.route;

import java.lang.reflect.Field;
import software.amazon.awssdk.awscore.internal.AwsProtocolMetadata;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.protocols.core.OperationInfo;

/** What the SDK's generated classes know of their service and keep to themselves. */
final class Reflect {

    private Reflect() {}

    /** A public constant of a client interface. */
    static Object constant(Class<?> type, String name) {
        try {
            return type.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " is not a client interface of the AWS SDK.", e);
        }
    }

    /** Method, path and identifier of the operation that a request class belongs to. */
    static OperationInfo binding(Class<?> request) {
        String service = request.getPackageName().replaceFirst("\\.model$", "");
        return (OperationInfo) secret(
                service + ".transform." + request.getSimpleName() + "Marshaller", "SDK_OPERATION_BINDING", request);
    }

    static ProtocolKind protocol(Class<? extends SdkClient> type) {
        String implementation = type.getPackageName() + ".Default" + type.getSimpleName();
        String protocol = ((AwsProtocolMetadata) secret(implementation, "protocolMetadata", type)).serviceProtocol();
        return switch (protocol) {
            case "ec2" -> ProtocolKind.EC2;
            case "query" -> ProtocolKind.QUERY;
            case "rest-json" -> ProtocolKind.REST_JSON;
            case "rest-xml" -> ProtocolKind.REST_XML;
            case "smithy-rpc-v2-cbor" -> ProtocolKind.CBOR;
            default -> ProtocolKind.JSON;
        };
    }

    private static Object secret(String className, String field, Class<?> neighbour) {
        try {
            Field found =
                    Class.forName(className, true, neighbour.getClassLoader()).getDeclaredField(field);
            found.setAccessible(true);
            return found.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The AWS SDK has no " + className + "." + field + " any more.", e);
        }
    }
}
