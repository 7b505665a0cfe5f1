package io.devopslab.session.teardown;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.aws.Operations;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

final class CensusTest {

    /** A cloud with nothing but CloudFormation, which shows what it has deleted too. */
    private static final class Forgetful implements Clients {
        @Override
        public <C extends SdkClient> C get(Class<C> type) {
            InvocationHandler answers = (proxy, method, arguments) -> isListing(method, arguments)
                    ? DescribeStacksResponse.builder()
                            .stacks(
                                    stack -> stack.stackName("stands").stackStatus(StackStatus.UPDATE_COMPLETE),
                                    stack -> stack.stackName("gone").stackStatus(StackStatus.DELETE_COMPLETE),
                                    stack -> stack.stackName("stuck").stackStatus(StackStatus.DELETE_FAILED))
                            .build()
                    : InvocationHandler.invokeDefault(proxy, method, arguments);
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
        }

        private static boolean isListing(Method method, Object[] arguments) {
            return method.getName().equals("describeStacks") && arguments[0] instanceof DescribeStacksRequest;
        }
    }

    @Test
    void a_stack_that_is_deleted_is_not_there_although_it_is_shown() {
        assertThat(new Census(new Operations(new Forgetful())).take())
                .containsExactly("AWS::CloudFormation::Stack stands", "AWS::CloudFormation::Stack stuck");
    }
}
