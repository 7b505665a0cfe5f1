package orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shipping, over HTTP. */
public final class HttpShipping implements Shipping {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI shipping;

    public HttpShipping(URI shipping) {
        this.shipping = shipping;
    }

    @Override
    public long fee(long amount, boolean inCity) {
        URI quote = shipping.resolve("/quotes?amount=" + amount + "&inCity=" + inCity);
        HttpRequest request = HttpRequest.newBuilder(quote).build();
        return Long.parseLong(member("fee", send(request)));
    }

    @Override
    public String ship(String order) {
        HttpRequest request = HttpRequest.newBuilder(shipping.resolve("/shipments"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"order\":\"" + order + "\"}"))
                .build();
        return member("shipment", send(request));
    }

    private String send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("Shipping answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String member(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("Shipping's answer has no " + name + ": " + json);
        }
        return found.group(1);
    }
}
