package dev.hikyaku.broker.topics;

import dev.hikyaku.engine.Definitions;
import dev.hikyaku.topic.Signer;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What messages are signed by, found or made when the first one is to be signed. That waits for the
 * disk, so nobody asks on a thread of the engine's.
 */
final class Signatures implements Supplier<Signer> {
    private final Definitions definitions;
    private final String folderUrl;
    private @Nullable SigningKey key;
    private @Nullable Signer signer;

    /**
     * @param folderUrl where the certificate is served, without a slash at its end
     */
    Signatures(Definitions definitions, String folderUrl) {
        this.definitions = definitions;
        this.folderUrl = folderUrl;
    }

    private synchronized SigningKey key() {
        SigningKey known = key;
        if (known == null) {
            known = SigningKey.kept(definitions).join();
            key = known;
        }
        return known;
    }

    @Override
    public synchronized Signer get() {
        Signer known = signer;
        if (known == null) {
            known = key().signer(folderUrl);
            signer = known;
        }
        return known;
    }

    /** The file name and the text of the certificate that signatures are verified by. */
    Map.Entry<String, String> certificate() {
        return Map.entry(key().fileName(), key().certificate());
    }
}
