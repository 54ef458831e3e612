package dev.hikyaku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Numbers the messages of one queue: the group and the deduplication id are digits that are written
 * into a copy of a request that was encoded beforehand.
 */
final class Numbers {
    private static final int DIGITS = 12;
    private static final String GROUP = ",\"MessageGroupId\":\"";
    private static final String ID = ",\"MessageDeduplicationId\":\"";

    private final Grouping grouping;
    private long next;

    Numbers(Grouping grouping) {
        this.grouping = grouping;
    }

    /** What a message of a request says about its group, to be numbered later. */
    String members() {
        String digits = "0".repeat(DIGITS) + "\"";
        return grouping.groups() == 0 ? "" : GROUP + digits + (grouping.fifo() ? ID + digits : "");
    }

    /** The request, with other numbers each time. */
    Supplier<Buffer> numbered(Buffer request) {
        String text = request.toString(ISO_8859_1);
        int[] groupPlaces = places(text, GROUP);
        int[] idPlaces = places(text, ID);
        return groupPlaces.length == 0
                ? () -> request
                : () -> number(request, groupPlaces, idPlaces);
    }

    private Buffer number(Buffer request, int[] groupPlaces, int[] idPlaces) {
        Buffer numbered = request.copy();
        for (int message = 0; message < groupPlaces.length; message++) {
            write(numbered, groupPlaces[message], next % grouping.groups());
            if (grouping.fifo()) {
                write(numbered, idPlaces[message], next);
            }
            next++;
        }
        return numbered;
    }

    private static int[] places(String text, String member) {
        return IntStream.iterate(
                        text.indexOf(member), at -> at >= 0, at -> text.indexOf(member, at + 1))
                .map(at -> at + member.length())
                .toArray();
    }

    private static void write(Buffer request, int place, long number) {
        long rest = number;
        for (int digit = DIGITS - 1; digit >= 0; digit--) {
            request.setByte(place + digit, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }
}
