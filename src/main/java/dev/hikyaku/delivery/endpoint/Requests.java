package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
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

    byte[] body(List<Message> messages) {
        return dialect.body(messages);
    }

    void head(List<Message> messages, byte[] body, String path, MultiMap headers) {
        dialect.head(messages, path, headers);
        if (authorization != null) {
            headers.set(AUTHORIZATION, authorization);
        }
        if (signer != null) {
            String id = SqsdHeaders.value(messages.getFirst().id());
            headers.set(SIGNATURE, signer.sign(id, body));
        }
    }

    int answerBytesMax() {
        return dialect.answerBytesMax();
    }

    Answer read(Reply reply, List<Message> messages) {
        return dialect.read(reply, messages);
    }
}
