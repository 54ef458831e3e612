package dev.hikyaku.broker.topics;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.topic.Envelope;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Signer;
import dev.hikyaku.topic.Subscription;
import dev.hikyaku.topic.Topic;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;

/** What endpoints are asked before, and told after, a subscription. */
final class Confirmations {
    private static final int TOKEN_BYTES = 64;

    private final SecureRandom random = new SecureRandom();
    private final Signer signer;
    private final Links links;
    private final LongSupplier clock;

    Confirmations(Signer signer, Links links, LongSupplier clock) {
        this.signer = signer;
        this.links = links;
        this.clock = clock;
    }

    /** A token that nobody guesses. */
    String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    long now() {
        return clock.getAsLong();
    }

    /**
     * What is sent about a subscription.
     *
     * @param type of the envelope
     */
    MessageContent content(String type, Subscription subscription, Topic topic) {
        String id = UUID.randomUUID().toString();
        String url = links.confirm(subscription);
        String body =
                subscription.protocol() == Protocol.EMAIL
                        ? MailTexts.confirmation(subscription, url)
                        : Envelope.confirmation(
                                        type,
                                        subscription,
                                        id,
                                        Draft.timestamp(now()),
                                        url,
                                        topic.signatureVersion(),
                                        signer)
                                .json();
        return MessageContent.of(
                body,
                new TreeMap<>(),
                Map.of(Rendering.TYPE, type, Rendering.MESSAGE_ID, id),
                null);
    }
}
