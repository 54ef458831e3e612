package dev.hikyaku.broker.buses;

import dev.hikyaku.event.http.Connection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encrypts what authorizes the calls of connections, by AES-GCM, so that what is on disk does not
 * tell it without the key. A text of it is Base64 of a version (1 byte), a nonce (12), and the
 * ciphertext with its tag; it counts for one connection only. Thread-safe.
 */
public final class Vault {
    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<byte[]> source;
    private final SecureRandom random = new SecureRandom();
    private @Nullable SecretKeySpec key;

    /**
     * @param source reads the key, 32 bytes, and makes it if need be; may wait for the disk
     */
    public Vault(Supplier<byte[]> source) {
        this.source = source;
    }

    /** Gets the key, on a thread that may wait. To be done before {@link #seal}. */
    public CompletableFuture<Void> ready() {
        var ready = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        key();
                        ready.complete(null);
                    } catch (RuntimeException e) {
                        ready.completeExceptionally(e);
                    }
                });
        return ready;
    }

    private synchronized SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(source.get(), "AES");
            key = known;
        }
        return known;
    }

    /**
     * Encrypts.
     *
     * @param connection the id of the connection that it is for
     */
    public String seal(String connection, Connection.Auth auth) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, connection);
            byte[] secret = cipher.doFinal(JSON.writeValueAsBytes(auth));
            byte[] all =
                    ByteBuffer.allocate(1 + NONCE_BYTES + secret.length)
                            .put(VERSION)
                            .put(nonce)
                            .put(secret)
                            .array();
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("secrets could not be encrypted", e);
        }
    }

    /** What authorizes a connection's calls; null if nothing does, or the key is another one. */
    public Connection.@Nullable Auth open(Connection connection) {
        if (connection.sealedAuth() == null) {
            return null;
        }
        var in = ByteBuffer.wrap(Base64.getDecoder().decode(connection.sealedAuth()));
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("secrets of unknown version " + version);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(nonce);
        byte[] secret = new byte[in.remaining()];
        in.get(secret);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, connection.id());
            return JSON.readValue(cipher.doFinal(secret), Connection.Auth.class);
        } catch (GeneralSecurityException e) {
            LOG.error(
                    "The secrets of the connection with the id {} were encrypted by another key;"
                            + " update it with new ones",
                    connection.id());
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String connection)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(connection.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
