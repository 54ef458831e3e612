package dev.hikyaku.topic;

import dev.hikyaku.model.Arn;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ways to a subscriber. */
public enum Protocol {
    HTTP("http"),
    HTTPS("https"),
    EMAIL("email"),
    EMAIL_JSON("email-json"),
    SQS("sqs"),
    LAMBDA("lambda"),
    SMS("sms"),
    APPLICATION("application"),
    FIREHOSE("firehose");

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s,;<>]+@[^@\\s,;<>]+");

    private final String wireName;

    Protocol(String wireName) {
        this.wireName = wireName;
    }

    /** As requests and per-protocol messages name it. */
    public String wireName() {
        return wireName;
    }

    /**
     * The protocol of a name.
     *
     * @throws ServiceException (InvalidParameter) if there is none of it, or it leads to a service
     *     that is out of reach here: {@code sms}, {@code application}, {@code firehose}
     */
    public static Protocol parse(String name) {
        Protocol found = find(name);
        if (found == null) {
            throw TopicError.invalid("Amazon SNS does not support this protocol string: " + name);
        }
        if (found == SMS || found == APPLICATION || found == FIREHOSE) {
            throw TopicError.invalid(
                    "Protocol Reason: this server does not deliver to "
                            + name
                            + "; it delivers to sqs, http, https, email, email-json and lambda");
        }
        return found;
    }

    static @Nullable Protocol find(String name) {
        return Arrays.stream(values())
                .filter(each -> each.wireName.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Whether the endpoint's owner is asked first. */
    public boolean confirmed() {
        return this == HTTP || this == HTTPS || this == EMAIL || this == EMAIL_JSON;
    }

    public boolean http() {
        return this == HTTP || this == HTTPS;
    }

    public boolean email() {
        return this == EMAIL || this == EMAIL_JSON;
    }

    /** Whether messages may be delivered without the envelope. */
    boolean rawAllowed() {
        return this == SQS || http();
    }

    /**
     * Checks an endpoint of this protocol.
     *
     * @throws ServiceException (InvalidParameter) that says what it must be
     */
    public void checkEndpoint(String endpoint, boolean fifoTopic) {
        switch (this) {
            case HTTP, HTTPS -> checkUrl(endpoint);
            case EMAIL, EMAIL_JSON -> checkAddress(endpoint);
            case SQS -> checkQueue(endpoint, fifoTopic);
            case LAMBDA -> checkFunction(endpoint);
            case SMS, APPLICATION, FIREHOSE -> throw mismatch();
        }
        if (fifoTopic && this != SQS) {
            throw TopicError.invalid(
                    "Protocol Reason: a FIFO topic delivers to sqs only, not to " + wireName);
        }
    }

    private void checkUrl(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            if (!wireName.equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw mismatch();
            }
        } catch (java.net.URISyntaxException e) {
            throw mismatch();
        }
    }

    private static ServiceException mismatch() {
        return TopicError.invalid("Endpoint must match the specified protocol");
    }

    private static void checkAddress(String endpoint) {
        if (!ADDRESS.matcher(endpoint).matches()) {
            throw TopicError.invalid("Email address");
        }
    }

    private static void checkQueue(String endpoint, boolean fifoTopic) {
        QueueArn queue;
        try {
            queue = QueueArn.parse(endpoint);
        } catch (ServiceException e) {
            throw TopicError.invalid("SQS endpoint ARN");
        }
        if (queue.fifo() && !fifoTopic) {
            throw TopicError.invalid(
                    "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to"
                            + " standard SNS topics");
        }
    }

    private static void checkFunction(String endpoint) {
        Arn arn = Arn.parse(endpoint);
        boolean function =
                arn != null
                        && arn.service().equals("lambda")
                        && arn.resource().startsWith("function:");
        if (!function && !endpoint.startsWith("http://") && !endpoint.startsWith("https://")) {
            throw TopicError.invalid("Lambda endpoint ARN");
        }
    }
}
