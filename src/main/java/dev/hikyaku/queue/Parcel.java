package dev.hikyaku.queue;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A new message for a queue, sent by a state machine through the outbox: it arrives exactly once.
 *
 * @param content with its group and deduplication id, where the queue is FIFO
 * @param otherwise what is sent if there is no such queue; at most 127
 */
public record Parcel(byte[] content, List<Otherwise> otherwise) {
    /**
     * A message to another queue.
     *
     * @param content empty for the one that the first queue would have got
     */
    public record Otherwise(QueueArn queue, byte[] content) {}

    /** Tells it from a {@link Transfer}. */
    private static final byte VERSION = 3;

    /** A message as a sender means it. */
    public static Parcel of(MessageContent content) {
        return new Parcel(MessageCodec.encode(content), List.of());
    }

    /** The same with something more that is sent if there is no such queue. */
    public Parcel or(QueueArn queue, MessageContent instead) {
        return or(new Otherwise(queue, MessageCodec.encode(instead)));
    }

    /** The same, which goes to another queue if there is no such queue. */
    public Parcel or(QueueArn queue) {
        return or(new Otherwise(queue, new byte[0]));
    }

    private Parcel or(Otherwise more) {
        var all = new ArrayList<>(otherwise);
        all.add(more);
        return new Parcel(content, List.copyOf(all));
    }

    /** What goes to another queue, as a parcel of its own. */
    Parcel instead(Otherwise other) {
        return new Parcel(other.content.length == 0 ? content : other.content, List.of());
    }

    static boolean is(byte[] payload) {
        return payload[0] == VERSION;
    }

    /** As an outbox entry carries it. */
    public byte[] encode() {
        List<byte[]> arns = otherwise.stream().map(Parcel::name).toList();
        int length = 2 + content.length;
        for (int i = 0; i < arns.size(); i++) {
            length += Short.BYTES + arns.get(i).length;
            length += Integer.BYTES + otherwise.get(i).content.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length).put(VERSION).put((byte) arns.size());
        for (int i = 0; i < arns.size(); i++) {
            byte[] instead = otherwise.get(i).content;
            out.putShort((short) arns.get(i).length).put(arns.get(i));
            out.putInt(instead.length).put(instead);
        }
        return out.put(content).array();
    }

    private static byte[] name(Otherwise otherwise) {
        return otherwise.queue.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Parcel decode(byte[] payload) {
        var in = ByteBuffer.wrap(payload);
        in.get();
        var otherwise = new ArrayList<Otherwise>();
        for (int left = in.get(); left > 0; left--) {
            String arn = new String(MessageCodec.taken(in, in.getShort()), StandardCharsets.UTF_8);
            otherwise.add(new Otherwise(QueueArn.parse(arn), MessageCodec.taken(in, in.getInt())));
        }
        return new Parcel(MessageCodec.taken(in, in.remaining()), otherwise);
    }
}
