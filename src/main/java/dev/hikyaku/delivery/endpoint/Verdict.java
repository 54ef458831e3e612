package dev.hikyaku.delivery.endpoint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer's own word on what becomes of the message, whatever the status: the header {@code
 * X-Hikyaku-Verdict}.
 *
 * <pre>
 * done
 * retry                     after the usual back-off
 * retry; after=30           seconds, 43,200 at the most
 * dead
 * dead; reason="no such order"
 * </pre>
 *
 * <p>One that cannot be read is a failure: a slip of the pen must not delete a message.
 */
final class Verdict {
    static final String HEADER = "X-Hikyaku-Verdict";
    static final int CHARS_MAX = 1024;

    private static final Pattern DONE = pattern("done");
    private static final Pattern RETRY = pattern("retry(?:\\s*;\\s*after\\s*=\\s*(\\d+))?");
    private static final Pattern DEAD =
            pattern(
                    "dead(?:\\s*;\\s*reason\\s*=\\s*"
                            + "(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([!#$%&'*+.^_`|~0-9a-z-]+)))?");
    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");
    private static final String NO_REASON = "the worker gave no reason";

    private Verdict() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile("\\s*" + regex + "\\s*", Pattern.CASE_INSENSITIVE);
    }

    /**
     * @param headers all of this name, at least one
     */
    static Outcome outcome(List<String> headers, int status) {
        String text = headers.getFirst();
        if (headers.size() > 1 || text.length() > CHARS_MAX) {
            return unreadable(text);
        }
        if (DONE.matcher(text).matches()) {
            return new Outcome.Delivered(status);
        }
        Matcher retry = RETRY.matcher(text);
        if (retry.matches()) {
            return retry.group(1) == null
                    ? new Outcome.BatchFailure("the worker wants it again")
                    : new Outcome.Postponed(RetryAfter.seconds(retry.group(1)));
        }
        Matcher dead = DEAD.matcher(text);
        return dead.matches() ? new Outcome.Dead(reason(dead)) : unreadable(text);
    }

    private static String reason(Matcher dead) {
        if (dead.group(1) != null) {
            String reason = QUOTED_PAIR.matcher(dead.group(1)).replaceAll("$1");
            return reason.isBlank() ? NO_REASON : Texts.printable(reason);
        }
        return dead.group(2) == null ? NO_REASON : Texts.printable(dead.group(2));
    }

    private static Outcome unreadable(String text) {
        return new Outcome.BatchFailure("unreadable " + HEADER + ": " + Texts.printable(text));
    }
}
