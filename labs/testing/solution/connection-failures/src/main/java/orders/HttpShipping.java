package orders;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shipping, over HTTP, through a network that fails. */
public final class HttpShipping implements Shipping {

    /** Three tries and their pauses must fit into a customer's two seconds. */
    private static final long TIMEOUT_MS = 400;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(TIMEOUT_MS))
            .build();
    private final CircuitBreaker breaker = new CircuitBreaker(5, Duration.ofSeconds(1));
    private final Retries retries = new Retries(3, 50);
    private final URI shipping;

    public HttpShipping(URI shipping) {
        this.shipping = shipping;
    }

    /** To ask twice does no harm: it may be tried again. */
    @Override
    public long fee(long amount, boolean inCity) {
        URI quote = shipping.resolve("/quotes?amount=" + amount + "&inCity=" + inCity);
        HttpRequest request = HttpRequest.newBuilder(quote).build();
        String answer = retries.call(() -> breaker.call(() -> send(request)), breaker::isOpen);
        return Long.parseLong(member("fee", answer));
    }

    /** To send twice sends two parcels: tried once. */
    @Override
    public String ship(String order) {
        HttpRequest request = HttpRequest.newBuilder(shipping.resolve("/shipments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"order\":\"" + order + "\"}"))
                .build();
        return member("shipment", breaker.call(() -> send(request)));
    }

    /** The time-out of a request ends with the answer's headers; this one is for the whole answer. */
    private String send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BodyHandlers.ofString());
        try {
            return body(answer.get(TIMEOUT_MS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            answer.cancel(true);
            throw new ShippingUnavailableException(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShippingUnavailableException("interrupted");
        }
    }

    private static String body(HttpResponse<String> response) {
        if (response.statusCode() >= 500) {
            throw new ShippingUnavailableException("shipping answered " + response.statusCode());
        }
        if (response.statusCode() >= 400) {
            throw new IllegalArgumentException("shipping refused: " + response.body());
        }
        return response.body();
    }

    private static String member(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("Shipping's answer has no " + name + ": " + json);
        }
        return found.group(1);
    }
}
