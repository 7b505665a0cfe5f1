import au.com.dius.pact.core.matchers.Mismatch;
import au.com.dius.pact.core.matchers.ResponseMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.RequestResponseInteraction;
import au.com.dius.pact.core.model.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import resilience.Service;
import resilience.TestReport;

/**
 * Holds shipping against what its consumers expect of it. Each file of a directory is a contract in Pact's format, version 3; Pact
 * reads it and compares, this class starts shipping and sends the requests:
 *
 * java -cp "target/classes:PACT/*" contract/Verify.java pacts
 */
public final class Verify {

    public static void main(String[] args) throws Exception {
        List<Path> contracts;
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            contracts = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        TestReport report = new TestReport("contract");
        try (Service shipping = Service.start("shipping.Main", "0")) {
            for (Path contract : contracts) {
                verify(DefaultPactReader.INSTANCE.loadPact(contract.toFile()), shipping, report);
            }
        }
        System.exit(report.write(Path.of("target/reports")) ? 0 : 1);
    }

    private static void verify(Pact pact, Service shipping, TestReport report) throws InterruptedException {
        for (Interaction interaction : pact.getInteractions()) {
            String consumer = pact.getConsumer().getName();
            String name = "contract: " + consumer + " gets " + interaction.getDescription();
            List<String> broken = broken((RequestResponseInteraction) interaction, shipping);
            if (broken.isEmpty()) {
                report.passed(name);
            } else {
                report.failed(name, String.join("; ", broken));
                System.out.println("BROKEN contract with " + consumer + ": " + interaction.getDescription());
            }
        }
    }

    private static List<String> broken(RequestResponseInteraction interaction, Service shipping)
            throws InterruptedException {
        IRequest request = interaction.getRequest();
        Service.Answer answer = shipping.send(
                request.getMethod(), request.getPath() + query(request), request.getBody().valueAsString());
        Response actual = new Response(
                answer.status(),
                Map.of("Content-Type", List.of(answer.type())),
                OptionalBody.body(answer.body().getBytes(StandardCharsets.UTF_8), ContentType.getJSON()));
        List<String> broken = new ArrayList<>();
        for (Mismatch mismatch : ResponseMatching.responseMismatches(interaction.getResponse(), actual)) {
            broken.add(mismatch.description());
        }
        return broken;
    }

    private static String query(IRequest request) {
        return request.getQuery().isEmpty()
                ? ""
                : request.getQuery().entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream().map(value -> word(entry.getKey()) + "=" + word(value)))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
