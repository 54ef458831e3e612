package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.Handle;

/**
 * What is to become of a message whose outcome is known. It has the handle and not the body, which
 * is free to go.
 */
sealed interface Settlement {
    String messageId();

    Handle handle();

    /** It was delivered. */
    record Delete(String messageId, Handle handle) implements Settlement {}

    /** It comes again. */
    record Retry(String messageId, Handle handle, int visibilityTimeoutSeconds)
            implements Settlement {}
}
