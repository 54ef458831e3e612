package dev.hikyaku.api;

import java.util.concurrent.CompletionStage;

/**
 * One operation of a service.
 *
 * @param name the operation's name on the wire
 * @param requestType a record whose members are named and spelled as AWS's model has them, as those
 *     of the response are
 */
public record Action<I extends Record, O extends Record>(
        String name, Class<I> requestType, Handler<I, O> handler) {
    /** Serves a request. */
    public interface Handler<I extends Record, O extends Record> {
        /**
         * Serves a request.
         *
         * @throws dev.hikyaku.model.ServiceException thrown, or the stage's failure: what the
         *     client is told
         */
        CompletionStage<O> handle(I request, Caller caller);
    }
}
