package dev.hikyaku.delivery.endpoint;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes requests, and reads their answers. Belongs to the loop. */
final class Requests {
    private static final CharSequence AUTHORIZATION = HttpHeaders.createOptimized("Authorization");
    private static final CharSequence SIGNATURE = HttpHeaders.createOptimized(Signer.HEADER);

    private final Dialect dialect;
    private final @Nullable Signer signer;
    private final @Nullable CharSequence authorization;

    Requests(Dialect dialect, Secrets secrets, LongSupplier clock) {
        this.dialect = dialect;
        this.signer = secrets.keys().isEmpty() ? null : new Signer(secrets.keys(), clock);
        this.authorization =
                secrets.token() == null
                        ? null
                        : HttpHeaders.createOptimized("Bearer " + secrets.token());
    }

    byte[] body(Delivery delivery) {
        return dialect.body(delivery.messages());
    }

    /**
     * @param path the endpoint's own
     */
    void head(Delivery delivery, byte[] body, String path, MultiMap headers) {
        dialect.head(delivery.messages(), delivery.path(path), headers);
        delivery.headers().forEach(headers::set);
        if (authorization != null) {
            headers.set(AUTHORIZATION, authorization);
        }
        if (signer != null) {
            String id = SqsdHeaders.value(delivery.messages().getFirst().id());
            headers.set(SIGNATURE, signer.sign(id, body));
        }
    }

    int answerBytesMax() {
        return dialect.answerBytesMax();
    }

    Answer read(Reply reply, Delivery delivery) {
        return dialect.read(reply, delivery.messages());
    }
}
