package dev.hikyaku.delivery.endpoint;

import java.time.Instant;

/**
 * Times as ISO 8601 writes them: in UTC, with milliseconds where there are any. Remembers the last
 * second, which messages that come one after the other mostly share. Belongs to the loop.
 */
final class IsoTimes {
    private long second = Long.MIN_VALUE;
    private String upToSecond = "";

    /**
     * @param millis since 1970
     */
    String text(long millis) {
        long whole = Math.floorDiv(millis, 1000);
        if (whole != second) {
            String text = Instant.ofEpochSecond(whole).toString();
            upToSecond = text.substring(0, text.length() - 1);
            second = whole;
        }
        int rest = Math.floorMod(millis, 1000);
        return rest == 0
                ? upToSecond + 'Z'
                : upToSecond + '.' + rest / 100 + rest / 10 % 10 + rest % 10 + 'Z';
    }
}
