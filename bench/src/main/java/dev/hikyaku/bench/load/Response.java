package dev.hikyaku.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP response. Its body is never parsed, only searched: the JSON's shape is known, and what
 * the client computes the server cannot.
 *
 * @param closes whether the server takes no further request on this connection
 */
public record Response(int status, String body, boolean closes) {
    private static final String STAMP = "\"Body\":\"" + Requests.STAMP;
    private static final String RECEIPT_HANDLE = "\"ReceiptHandle\"";

    /** Any other status is an error here, a redirect included. */
    public boolean succeeded() {
        return status / 100 == 2;
    }

    /** What {@link Requests#sendStamped} wrote into the bodies of received messages. */
    public List<Long> stampsNanos() {
        List<Long> stamps = new ArrayList<>(10);
        for (int at = body.indexOf(STAMP); at >= 0; at = body.indexOf(STAMP, at + 1)) {
            int start = at + STAMP.length();
            stamps.add(Long.valueOf(body.substring(start, body.indexOf('"', start))));
        }
        return stamps;
    }

    int count(String token) {
        int found = 0;
        for (int at = body.indexOf(token); at >= 0; at = body.indexOf(token, at + token.length())) {
            found++;
        }
        return found;
    }

    /** The handles of received messages, escaped as they came: so they go back into JSON. */
    List<String> receiptHandles() {
        List<String> handles = new ArrayList<>(10);
        int at = body.indexOf(RECEIPT_HANDLE);
        while (at >= 0) {
            int start = body.indexOf('"', at + RECEIPT_HANDLE.length()) + 1;
            int end = body.indexOf('"', start);
            handles.add(body.substring(start, end));
            at = body.indexOf(RECEIPT_HANDLE, end);
        }
        return handles;
    }
}
