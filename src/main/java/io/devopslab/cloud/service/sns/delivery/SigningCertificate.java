package io.devopslab.cloud.service.sns.delivery;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/** Writes a self-signed certificate of X.509, version 1, for a key of RSA (RFC 5280, section 4.1). */
final class SigningCertificate {

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int NULL = 0x05;
    private static final int OBJECT_ID = 0x06;
    private static final int UTF8 = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final byte[] SHA256_WITH_RSA = {
        0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x0b
    };
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final Duration VALID = Duration.ofDays(3_650);

    private SigningCertificate() {}

    /** The certificate in PEM. */
    static String of(KeyPair keys, String name, Instant from) throws GeneralSecurityException {
        byte[] algorithm = node(SEQUENCE, node(OBJECT_ID, SHA256_WITH_RSA), node(NULL));
        byte[] subject = node(
                SEQUENCE,
                node(
                        SET,
                        node(
                                SEQUENCE,
                                node(OBJECT_ID, COMMON_NAME),
                                node(UTF8, name.getBytes(StandardCharsets.UTF_8)))));
        byte[] validity = node(SEQUENCE, time(from), time(from.plus(VALID)));
        byte[] serial =
                node(INTEGER, BigInteger.valueOf(from.toEpochMilli()).abs().toByteArray());
        byte[] content = node(
                SEQUENCE,
                serial,
                algorithm,
                subject,
                validity,
                subject,
                keys.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] noUnusedBits = {0};
        byte[] certificate = node(SEQUENCE, content, algorithm, node(BIT_STRING, noUnusedBits, signature.sign()));
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] time(Instant moment) {
        String text = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(moment);
        return node(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length, contents: the distinguished encoding rules of X.690. */
    private static byte[] node(int tag, byte[]... contents) {
        int length = List.of(contents).stream().mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int from = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | (digits.length - from));
            out.write(digits, from, digits.length - from);
        }
        for (byte[] part : contents) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
