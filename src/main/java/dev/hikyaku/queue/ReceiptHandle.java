package dev.hikyaku.queue;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * One receive of one message: where the index has it while it is in flight, and enough to find it
 * when it has moved.
 *
 * @param queue the queue's id
 * @param message the message's number
 * @param visibleAtMillis when this receive's visibility timeout ends, as it was set by the receive
 * @param position the index position that this receive gave it
 */
public record ReceiptHandle(
        long queue, long message, int receiveCount, long visibleAtMillis, long position) {
    private static final byte VERSION = 1;
    private static final int PAYLOAD = 1 + Long.BYTES * 4 + Integer.BYTES;
    private static final int LENGTH = PAYLOAD + Integer.BYTES;

    /** The handle as clients see it: URL-safe characters. */
    public String encode() {
        var out =
                ByteBuffer.allocate(LENGTH)
                        .put(VERSION)
                        .putLong(queue)
                        .putLong(message)
                        .putInt(receiveCount)
                        .putLong(visibleAtMillis)
                        .putLong(position);
        out.putInt(checksum(out.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
    }

    /**
     * Reads a handle.
     *
     * @throws ServiceException (ReceiptHandleIsInvalid) if it was not made by {@link #encode}
     */
    public static ReceiptHandle decode(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length != LENGTH || bytes[0] != VERSION) {
            throw invalid();
        }
        var in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        var handle =
                new ReceiptHandle(
                        in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getLong());
        if (in.getInt() != checksum(bytes)) {
            throw invalid();
        }
        return handle;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, PAYLOAD);
        return (int) crc.getValue();
    }

    static ServiceException invalid() {
        return new ServiceException(
                ErrorCode.RECEIPT_HANDLE_IS_INVALID, "The input receipt handle is invalid.");
    }
}
