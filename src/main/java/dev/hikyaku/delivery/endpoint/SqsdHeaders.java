package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.model.MessageAttribute;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers that workers for Elastic Beanstalk's sqsd read, version 2.0, and the two of taiyoh's
 * sqsd.
 *
 * <p>A message attribute becomes a header only if its name is one that SQS allows (letters, digits,
 * {@code _ - .}), which makes it a legal header name; others are left out, as binary attributes
 * are. A value of visible ASCII with spaces and tabs inside goes as it is. Any other (line breaks,
 * other control characters, anything beyond ASCII, blanks at its ends) goes in the form of RFC
 * 8187, {@code UTF-8''} and percent-encoded UTF-8, and so does a value that itself begins with
 * {@code UTF-8''}: nothing a sender writes can end the header, and the worker can always tell what
 * was sent. Long values are not cut: a worker that refuses them fails the message, which shows.
 * Belongs to the loop.
 */
final class SqsdHeaders {
    static final String ENCODED = "UTF-8''";

    private static final CharSequence USER_AGENT_VALUE =
            HttpHeaders.createOptimized("aws-sqsd/2.0");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence USER_AGENT = name("User-Agent");
    private static final CharSequence CONTENT_TYPE = name("Content-Type");
    private static final CharSequence MESSAGE_ID = name("X-Aws-Sqsd-Msgid");
    private static final CharSequence QUEUE = name("X-Aws-Sqsd-Queue");
    private static final CharSequence FIRST_RECEIVED_AT = name("X-Aws-Sqsd-First-Received-At");
    private static final CharSequence RECEIVE_COUNT = name("X-Aws-Sqsd-Receive-Count");
    private static final CharSequence SENT_AT = name("X-Aws-Sqsd-Sent-At");
    private static final CharSequence PATH = name("X-Aws-Sqsd-Path");
    private static final CharSequence SENDER_ID = name("X-Aws-Sqsd-Sender-Id");
    private static final CharSequence PLAIN_MESSAGE_ID = name("X-Sqsd-Msgid");
    private static final CharSequence PLAIN_FIRST_RECEIVED_AT = name("X-Sqsd-First-Received-At");
    private static final CharSequence TRACE_ID = name("X-Amzn-Trace-Id");
    private static final String TRACE_SYSTEM_ATTRIBUTE = "AWSTraceHeader";
    private static final String TRACE_PARENT = "traceparent";
    private static final String TRACE_STATE = "tracestate";
    private static final String ATTRIBUTE = "X-Aws-Sqsd-Attr-";
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final CharSequence contentType;
    private final IsoTimes received = new IsoTimes();
    private final IsoTimes sent = new IsoTimes();

    SqsdHeaders(String contentType) {
        this.contentType = HttpHeaders.createOptimized(contentType);
    }

    private static CharSequence name(String name) {
        return HttpHeaders.createOptimized(name);
    }

    /** Those of a request that is one message. */
    void write(Message message, String path, MultiMap headers) {
        String id = value(message.id());
        String firstReceivedAt = received.text(message.firstReceivedAtMillis());
        headers.set(USER_AGENT, USER_AGENT_VALUE)
                .set(CONTENT_TYPE, contentType)
                .set(MESSAGE_ID, id)
                .set(QUEUE, value(message.queue()))
                .set(FIRST_RECEIVED_AT, firstReceivedAt)
                .set(RECEIVE_COUNT, Integer.toString(message.receiveCount()))
                .set(SENT_AT, sent.text(message.sentAtMillis()))
                .set(PATH, path)
                .set(PLAIN_MESSAGE_ID, id)
                .set(PLAIN_FIRST_RECEIVED_AT, firstReceivedAt);
        if (message.senderId() != null) {
            headers.set(SENDER_ID, value(message.senderId()));
        }
        writeTrace(message, headers);
    }

    /** The message's own. */
    static void writeAttributes(Message message, MultiMap headers) {
        message.attributes().forEach((name, attribute) -> write(name, attribute, headers));
    }

    /** Those of a request whose body says the rest; the id is the first message's. */
    static void writeBatch(List<Message> messages, String path, MultiMap headers) {
        Message first = messages.getFirst();
        headers.set(USER_AGENT, USER_AGENT_VALUE)
                .set(CONTENT_TYPE, JSON)
                .set(MESSAGE_ID, value(first.id()))
                .set(QUEUE, value(first.queue()))
                .set(PATH, path);
        if (messages.size() == 1) {
            writeTrace(first, headers);
        }
    }

    /** A trace's headers go on as they are; what cannot be one is left out. */
    private static void writeTrace(Message message, MultiMap headers) {
        writePlain(TRACE_ID, message.system().get(TRACE_SYSTEM_ATTRIBUTE), headers);
        if (message.attributes().isEmpty()) {
            return;
        }
        for (String name : List.of(TRACE_PARENT, TRACE_STATE)) {
            MessageAttribute attribute = message.attributes().get(name);
            writePlain(name, attribute == null ? null : attribute.stringValue(), headers);
        }
    }

    private static void writePlain(CharSequence name, @Nullable String text, MultiMap headers) {
        if (text != null && !text.isEmpty() && plain(text)) {
            headers.set(name, text);
        }
    }

    private static void write(String name, MessageAttribute attribute, MultiMap headers) {
        String text = attribute.stringValue();
        if (text != null && legalName(name)) {
            headers.add(ATTRIBUTE + name, value(text));
        }
    }

    private static boolean legalName(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z')
                                        || (c >= 'A' && c <= 'Z')
                                        || (c >= '0' && c <= '9')
                                        || c == '_'
                                        || c == '-'
                                        || c == '.');
    }

    static String value(String text) {
        return plain(text) && !text.startsWith(ENCODED) ? text : encode(text);
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = i > 0 && i < text.length() - 1;
            if (c > '~' || (c <= ' ' && !(inside && (c == ' ' || c == '\t')))) {
                return false;
            }
        }
        return true;
    }

    private static String encode(String text) {
        var out = new StringBuilder(ENCODED);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append(String.format("%%%02X", b));
            }
        }
        return out.toString();
    }
}
