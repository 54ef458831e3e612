package dev.hikyaku.delivery.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to the worker that a request is the daemon's: {@code t=1700000000,v1=<hex>}, with one
 * {@code v1} for each key. Signed is, with HMAC-SHA256, the text of the time, a dot, the message id
 * as in {@code X-Aws-Sqsd-Msgid}, a dot, and the request's body, byte for byte. Belongs to the
 * loop.
 */
final class Signer {
    static final String HEADER = "X-Hikyaku-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final List<Mac> macs;
    private final LongSupplier clock;

    /**
     * @param keys one or two; their UTF-8 is the key
     * @param clock milliseconds since 1970
     */
    Signer(List<String> keys, LongSupplier clock) {
        this.macs = keys.stream().map(Signer::mac).toList();
        this.clock = clock;
    }

    private static Mac mac(String key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    String sign(String messageId, byte[] body) {
        long seconds = clock.getAsLong() / 1000;
        byte[] prefix = (seconds + "." + messageId + ".").getBytes(StandardCharsets.UTF_8);
        var header = new StringBuilder("t=").append(seconds);
        for (Mac mac : macs) {
            mac.update(prefix);
            header.append(",v1=").append(HexFormat.of().formatHex(mac.doFinal(body)));
        }
        return header.toString();
    }
}
