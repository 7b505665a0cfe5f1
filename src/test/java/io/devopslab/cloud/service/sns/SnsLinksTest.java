package io.devopslab.cloud.service.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.devopslab.cloud.TestCloud;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;

/** Whoever has a link from a message needs no credentials: to confirm, to unsubscribe, to verify. */
final class SnsLinksTest {

    private TestCloud cloud;
    private HttpServer server;
    private Endpoint endpoint;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        cloud = TestCloud.open(directory);
        endpoint = Endpoint.open();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/sns/", cloud.cloud().notificationLinks());
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        endpoint.close();
        cloud.close();
    }

    private SnsClient sns() {
        return cloud.get(SnsClient.class);
    }

    /** The cloud believes to be at another port than the one of this test. */
    private HttpResponse<String> get(String link) throws Exception {
        URI uri = URI.create(link.replace(
                "http://127.0.0.1:4560",
                "http://127.0.0.1:" + server.getAddress().getPort()));
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private String subscribe() {
        String topic = sns().createTopic(r -> r.name("linked")).topicArn();
        sns().subscribe(r -> r.topicArn(topic).protocol("http").endpoint(endpoint.url()));
        cloud.time().advance(Duration.ofSeconds(1));
        return topic;
    }

    @Test
    void links_confirm_and_end_a_subscription() throws Exception {
        String topic = subscribe();

        HttpResponse<String> confirmed =
                get(endpoint.last().json().path("SubscribeURL").asText());
        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(confirmed.body()).contains("<SubscriptionArn>" + topic + ":");

        sns().publish(r -> r.topicArn(topic).message("hello"));
        cloud.time().advance(Duration.ofSeconds(1));
        assertThat(get(endpoint.last().json().path("UnsubscribeURL").asText()).statusCode())
                .isEqualTo(200);
        assertThat(sns().listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions())
                .isEmpty();
    }

    @Test
    void a_message_is_signed_and_the_certificate_proves_it() throws Exception {
        subscribe();
        JsonNode message = endpoint.last().json();
        String pem = get(message.path("SigningCertURL").asText()).body();
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(cloud.time().instant()));

        StringBuilder text = new StringBuilder();
        for (String name :
                new String[] {"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"}) {
            text.append(name).append('\n').append(message.path(name).asText()).append('\n');
        }
        Signature signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(
                        Base64.getDecoder().decode(message.path("Signature").asText())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sns/",
                "/sns/?Action=Nothing",
                "/sns/?Action=ConfirmSubscription",
                "/sns/?Action=ConfirmSubscription&TopicArn=a:b:c:d:e:f&Token=x",
                "/sns/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:123456789012:linked&Token=x",
                "/sns/?Action=Unsubscribe&SubscriptionArn=%25",
                "/sns/eu-west-1/123456789012/SimpleNotificationService-0.pem",
                "/sns/../../etc/passwd"
            })
    void a_link_that_nobody_gave_changes_nothing(String link) throws Exception {
        assertThat(get("http://127.0.0.1:4560" + link).statusCode()).isBetween(400, 499);
    }
}
