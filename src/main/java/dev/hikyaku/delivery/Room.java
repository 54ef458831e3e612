package dev.hikyaku.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of messages the workers of a process have in hand or may be about to have. Who
 * finds no room asks for no more. From any thread.
 */
final class Room {
    /**
     * This process's: a sixth of its heap, for what is in hand is often there three times: as the
     * message, as the request's body, and on its way through a socket.
     */
    static final Room OF_HEAP = new Room(Runtime.getRuntime().maxMemory() / 6);

    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();

    Room(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    Share share() {
        return new Share();
    }

    /** One worker's part. Belongs to its loop, and gives everything back at its end. */
    final class Share {
        private long own;
        private boolean ended;

        /**
         * Whether more may be asked for. One that has nothing may go beyond the limit by half, so
         * that those which have much do not keep it out.
         */
        boolean open() {
            long all = bytes.get();
            return all < bytesMax || (own == 0 && all < bytesMax + bytesMax / 2);
        }

        void take(long more) {
            if (!ended) {
                own += more;
                bytes.addAndGet(more);
            }
        }

        void giveBack(long less) {
            take(-less);
        }

        void end() {
            giveBack(own);
            ended = true;
        }
    }
}
