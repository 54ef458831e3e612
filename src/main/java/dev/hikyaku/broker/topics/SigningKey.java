package dev.hikyaku.broker.topics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.model.Digests;
import dev.hikyaku.topic.Signer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

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
    private static final int KEY_BITS = 2048;
    private static final int SERIAL_BITS = 64;
    private static final int PEM_LINE = 64;
    private static final X500Name NAME = new X500Name("CN=sns.amazonaws.com,O=Hikyaku");

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
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            KeyPair keys = generator.generateKeyPair();
            var encoder = Base64.getEncoder();
            return new SigningKey(
                    encoder.encodeToString(keys.getPrivate().getEncoded()),
                    pem(certificate(keys).getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no key could be made to sign messages by", e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private static X509CertificateHolder certificate(KeyPair keys)
            throws OperatorCreationException {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        NAME,
                        new BigInteger(SERIAL_BITS, new SecureRandom()),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(VALID)),
                        NAME,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    }

    private static String pem(byte[] certificate) {
        String lines =
                Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(certificate);
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
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
