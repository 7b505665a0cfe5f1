package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Stacks that are created, updated and deleted: what was accepted is carried out, to the end. */
final class StackWork implements Work {

    private static final String TEMPLATE = """
            Resources:
              Queue: {Type: AWS::SQS::Queue}
              Topic: {Type: AWS::SNS::Topic}
              Value:
                Type: AWS::SSM::Parameter
                DependsOn: [Queue, Topic]
                Properties: {Name: %s, Type: String, Value: '%s'}
            """;

    private final Map<String, Memory<String>> stacks = new TreeMap<>();

    StackWork() {
        Contents.names("killed", 4).forEach(name -> stacks.put(name, new Memory<>("the stack " + name)));
    }

    @Override
    public void prepare(Clients clients) {}

    @Override
    public void step(Clients clients, Random random) {
        CloudFormationClient client = clients.get(CloudFormationClient.class);
        String name = Contents.any(List.copyOf(stacks.keySet()), random);
        if (stack(client, name).filter(StackWork::isBusy).isPresent()) {
            return;
        }
        Memory<String> memory = stacks.get(name);
        String value = Contents.text(random, 30);
        String template = TEMPLATE.formatted(parameter(name), value);
        if (memory.known().isEmpty()) {
            memory.change(
                    Optional.of(value),
                    () -> client.createStack(r -> r.stackName(name).templateBody(template)));
        } else if (random.nextInt(3) == 0) {
            memory.change(Optional.empty(), () -> client.deleteStack(r -> r.stackName(name)));
        } else {
            memory.change(
                    Optional.of(value),
                    () -> client.updateStack(r -> r.stackName(name).templateBody(template)));
        }
    }

    private static String parameter(String stack) {
        return "/stacks/" + stack;
    }

    private static boolean isBusy(Stack stack) {
        return stack.stackStatusAsString().endsWith("_IN_PROGRESS");
    }

    private static Optional<Stack> stack(CloudFormationClient client, String name) {
        return Contents.unless(CloudFormationException.class, () -> client.describeStacks(r -> r.stackName(name))
                        .stacks())
                .map(found -> found.get(0));
    }

    @Override
    public void verify(Clients clients) {
        CloudFormationClient client = clients.get(CloudFormationClient.class);
        stacks.forEach((name, memory) -> {
            Contents.await(
                    "the stack " + name + " comes to rest",
                    () -> stack(client, name).filter(StackWork::isBusy).isEmpty());
            Optional<Stack> stack = stack(client, name);
            stack.ifPresent(found ->
                    assertThat(found.stackStatusAsString()).as(name).isIn("CREATE_COMPLETE", "UPDATE_COMPLETE"));
            Optional<String> value =
                    Contents.unless(ParameterNotFoundException.class, () -> clients.get(SsmClient.class)
                            .getParameter(r -> r.name(parameter(name)))
                            .parameter()
                            .value());
            assertThat(value.isPresent()).as("the parameter of " + name).isEqualTo(stack.isPresent());
            memory.see(value);
        });
    }
}
