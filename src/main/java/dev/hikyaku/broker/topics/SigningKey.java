package dev.hikyaku.broker.topics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.model.Digests;
import dev.hikyaku.topic.Signer;
import io.netty.pkitesting.CertificateBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * What messages are signed by: made at the first start, and then kept, so that a signature can be
 * verified after a restart too.
 *
 * @param privateKey of RSA, PKCS#8 in Base64
 * @param certificate X.509, signed by itself, PEM
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SigningKey(String privateKey, String certificate) {
    private static final String HOME = "sns";
    private static final Duration VALID = Duration.ofDays(30 * 365);
    private static final int FINGERPRINT = 32;

    /** The key that is kept; made if there is none. */
    static CompletableFuture<SigningKey> kept(Definitions definitions) {
        return definitions
                .update(
                        Kinds.SIGNING_KEY,
                        HOME,
                        Kinds.UNNAMED,
                        before -> before == null ? made() : before)
                .thenApply(kept -> kept.orElseThrow().value());
    }

    private static SigningKey made() {
        try {
            Instant now = Instant.now();
            var bundle =
                    new CertificateBuilder()
                            .subject("CN=sns.amazonaws.com, O=Hikyaku")
                            .rsa2048()
                            .notBefore(now.minus(Duration.ofDays(1)))
                            .notAfter(now.plus(VALID))
                            .buildSelfSigned();
            byte[] key = bundle.getKeyPair().getPrivate().getEncoded();
            return new SigningKey(
                    Base64.getEncoder().encodeToString(key), bundle.getCertificatePEM());
        } catch (Exception e) {
            throw new IllegalStateException("no key could be made to sign messages by", e);
        }
    }

    /** The certificate's file name, which changes with it. */
    String fileName() {
        byte[] digest = Digests.sha256().digest(certificate.getBytes(StandardCharsets.US_ASCII));
        return "SimpleNotificationService-"
                + HexFormat.of().formatHex(digest).substring(0, FINGERPRINT)
                + ".pem";
    }

    /**
     * What signs.
     *
     * @param folderUrl where the certificate is served, without a slash at its end
     */
    Signer signer(String folderUrl) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(
                                            Base64.getDecoder().decode(privateKey)));
            return new Signer(key, folderUrl + "/" + fileName());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key that is kept cannot be read", e);
        }
    }
}
