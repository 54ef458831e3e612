package dev.hikyaku.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A queue's full name. Equality of it is identity of the queue. */
public record QueueArn(String region, String account, String name) implements Comparable<QueueArn> {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo");
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:sqs:([^:]+):([0-9]{12}):([A-Za-z0-9_.-]+)");

    private static final Comparator<QueueArn> ORDER =
            Comparator.comparing(QueueArn::region)
                    .thenComparing(QueueArn::account)
                    .thenComparing(QueueArn::name);

    /**
     * Checks a queue's name.
     *
     * @throws ServiceException (InvalidParameterValue) unless it has 1 to 80 characters of letters,
     *     digits, {@code -} and {@code _}, with {@code .fifo} allowed at its end
     */
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ServiceException.invalidParameter(
                    "Can only include alphanumeric characters, hyphens, or underscores."
                            + " 1 to 80 in length; QueueName was '"
                            + abbreviate(name)
                            + "'.");
        }
        return name;
    }

    /**
     * Checks the name of a queue that is to be made.
     *
     * @param fifo whether a FIFO queue is to be made
     * @throws ServiceException (InvalidParameterValue) as {@link #checkName} does, and if the name
     *     ends with {@code .fifo} for a standard queue or does not for a FIFO queue
     */
    public static String checkNewName(String name, boolean fifo) {
        if (checkName(name).endsWith(".fifo") == fifo) {
            return name;
        }
        throw ServiceException.invalidParameter(
                fifo
                        ? "The name of a FIFO queue can only include alphanumeric characters, hyphens,"
                                + " or underscores, must end with .fifo suffix and be 1 to 80 in"
                                + " length; QueueName was '"
                                + name
                                + "'."
                        : "The name of a standard queue must not end with .fifo; for a FIFO queue set"
                                + " the attribute FifoQueue to true. QueueName was '"
                                + name
                                + "'.");
    }

    /**
     * Reads {@code arn:aws:sqs:region:account:name}.
     *
     * @throws ServiceException (InvalidParameterValue) if it is not an ARN of a queue
     */
    public static QueueArn parse(String arn) {
        var matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw ServiceException.invalidParameter(
                    "'" + abbreviate(arn) + "' is not the ARN of a queue.");
        }
        return new QueueArn(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /**
     * Whether it is a queue of the server's own: its name begins with a dot, which no client can
     * say.
     */
    public boolean internal() {
        return name.startsWith(".");
    }

    /** Whether the name says that the queue is FIFO. */
    public boolean fifo() {
        return name.endsWith(".fifo");
    }

    /** By region, account and name, so that the queues of one account stand together. */
    @Override
    public int compareTo(QueueArn other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return Arn.prefix("sqs", region, account) + name;
    }

    private static String abbreviate(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
