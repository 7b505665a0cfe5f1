package io.devopslab.cloud.service.sns.delivery;

import io.devopslab.cloud.kernel.ServiceContext;
import io.devopslab.cloud.kernel.Table;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * Signs messages with a key that this scope made itself, as whose owner no one but the cloud vouches: the certificate
 * is self-signed (Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages"). Thread-safe.
 */
public final class Signer {

    private static final String KEY = "key";
    private static final int BITS = 2_048;

    private final ServiceContext context;
    private final Table<SigningKey> keys;

    record SigningKey(String privateKey, String certificate) {}

    public Signer(ServiceContext context) {
        this.context = context;
        this.keys = context.store().table("signing", SigningKey.class);
    }

    /** The certificate with which signatures can be verified, in PEM. */
    public String certificate() {
        return key().certificate();
    }

    /** What names the certificate. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(certificate().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Signs the members of a message, in the order of their names.
     *
     * @param version 1 for SHA-1, 2 for SHA-256
     */
    String sign(Map<String, String> members, String version) {
        StringBuilder text = new StringBuilder();
        members.forEach(
                (name, value) -> text.append(name).append('\n').append(value).append('\n'));
        try {
            byte[] encoded = Base64.getDecoder().decode(key().privateKey());
            Signature signature = Signature.getInstance(version.equals("2") ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
            signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The message cannot be signed.", e);
        }
    }

    private SigningKey key() {
        return keys.get(KEY).orElseGet(() -> {
            keys.putIfAbsent(KEY, made());
            return keys.get(KEY).orElseThrow();
        });
    }

    private SigningKey made() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            String name = "sns." + context.scope().region() + " of an embedded cloud";
            return new SigningKey(
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()),
                    SigningCertificate.of(pair, name, context.time().instant()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key to sign messages with cannot be made.", e);
        }
    }
}
