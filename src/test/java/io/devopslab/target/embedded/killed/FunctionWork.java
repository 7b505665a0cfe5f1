package io.devopslab.target.embedded.killed;

import static org.assertj.core.api.Assertions.assertThat;

import io.devopslab.aws.Clients;
import io.devopslab.cloud.runtime.function.JavaCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Functions with their code and versions; none is invoked. */
final class FunctionWork implements Work {

    private static final String ROLE = "arn:aws:iam::123456789012:role/killed";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": ["lambda.amazonaws.com", "codepipeline.amazonaws.com"]}}]}""";

    private final Map<String, Memory<String>> functions = new TreeMap<>();

    FunctionWork() {
        Contents.names("killed", 3).forEach(name -> functions.put(name, new Memory<>("the function " + name)));
    }

    @Override
    public void prepare(Clients clients) {
        clients.get(IamClient.class).createRole(r -> r.roleName("killed").assumeRolePolicyDocument(TRUST));
    }

    @Override
    public void step(Clients clients, Random random) {
        LambdaClient lambda = clients.get(LambdaClient.class);
        String name = Contents.any(List.copyOf(functions.keySet()), random);
        Memory<String> memory = functions.get(name);
        SdkBytes zip = SdkBytes.fromByteArray(JavaCode.zip("index.py", Contents.text(random, 5_000)));
        Optional<String> code = Optional.of(sha256(zip));
        if (memory.known().isEmpty()) {
            memory.change(
                    code,
                    () -> lambda.createFunction(r -> r.functionName(name)
                            .runtime(Runtime.PYTHON3_12)
                            .handler("index.handler")
                            .role(ROLE)
                            .code(c -> c.zipFile(zip))));
        } else if (random.nextInt(4) == 0) {
            memory.change(Optional.empty(), () -> lambda.deleteFunction(r -> r.functionName(name)));
        } else {
            memory.change(
                    code,
                    () -> lambda.updateFunctionCode(
                            r -> r.functionName(name).zipFile(zip).publish(random.nextInt(4) == 0)));
        }
    }

    private static String sha256(SdkBytes zip) {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(zip.asByteArray());
            return java.util.Base64.getEncoder().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    @Override
    public void verify(Clients clients) {
        LambdaClient lambda = clients.get(LambdaClient.class);
        functions.forEach((name, memory) -> {
            Optional<FunctionConfiguration> found = Contents.unless(
                            ResourceNotFoundException.class, () -> lambda.getFunction(r -> r.functionName(name)))
                    .map(GetFunctionResponse::configuration);
            memory.see(found.map(FunctionConfiguration::codeSha256));
            found.ifPresent(function -> {
                Contents.await("the function " + name + " becomes active", () -> lambda.getFunctionConfiguration(
                                r -> r.functionName(name))
                        .stateAsString()
                        .equals("Active"));
                assertThat(lambda.listVersionsByFunction(r -> r.functionName(name))
                                .versions())
                        .isNotEmpty();
            });
        });
    }
}
