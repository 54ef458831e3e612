package dev.hikyaku.delivery;

import dev.hikyaku.delivery.source.Burial;
import dev.hikyaku.delivery.source.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a message whose outcome is known. It has the handle and, but for a burial,
 * not the body, which is free to go.
 */
sealed interface Settlement {
    String messageId();

    Handle handle();

    /** The group whose next messages wait for this; null for none. */
    @Nullable GroupLine group();

    /** What it means that it failed. */
    String failed();

    /** It was delivered. */
    record Delete(String messageId, Handle handle, @Nullable GroupLine group)
            implements Settlement {
        @Override
        public String failed() {
            return "was delivered but could not be deleted";
        }
    }

    /** It comes again. */
    record Retry(
            String messageId,
            Handle handle,
            int visibilityTimeoutSeconds,
            @Nullable GroupLine group)
            implements Settlement {
        @Override
        public String failed() {
            return "could not be made visible again";
        }
    }

    /** The worker cannot have seen it. */
    record Release(String messageId, Handle handle, @Nullable GroupLine group)
            implements Settlement {
        @Override
        public String failed() {
            return "could not be given back";
        }
    }

    /** The worker said that it is dead. */
    record Bury(Burial burial, @Nullable GroupLine group) implements Settlement {
        @Override
        public String messageId() {
            return burial.message().id();
        }

        @Override
        public Handle handle() {
            return burial.message().handle();
        }

        @Override
        public String failed() {
            return "is dead but could not be moved to a dead-letter queue";
        }
    }
}
