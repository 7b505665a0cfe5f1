package io.devopslab.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * One kept connection that asks for a parameter of SSM again and again. The request is signed once and stays valid
 * for the quarter of an hour that AWS allows, so that the server's work is measured and not the signer's.
 */
final class SignedRead implements AutoCloseable {

    static final String PARAMETER = "/bench/read";

    private static final String BODY = "{\"Name\":\"" + PARAMETER + "\"}";

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;

    SignedRead(URI endpoint, AwsCredentials credentials, String region) throws IOException {
        this.request = request(endpoint, credentials, region);
        this.socket = new Socket(endpoint.getHost(), endpoint.getPort());
        this.socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    private static byte[] request(URI endpoint, AwsCredentials credentials, String region) throws IOException {
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.resolve("/"))
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "AmazonSSM.GetParameter")
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(unsigned)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ssm")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        signed.headers()
                .forEach((name, values) ->
                        head.append(name).append(": ").append(values.get(0)).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        bytes.write(body);
        return bytes.toByteArray();
    }

    /**
     * Asks once.
     *
     * @return the number of bytes of the answer's body
     * @throws IOException when the answer is not the parameter
     */
    int read() throws IOException {
        socket.getOutputStream().write(request);
        String status = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        byte[] body = in.readNBytes(length);
        if (!status.startsWith("HTTP/1.1 200") || length == 0) {
            throw new IOException(status + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return body.length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection.");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
