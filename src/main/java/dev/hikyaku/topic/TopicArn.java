package dev.hikyaku.topic;

import dev.hikyaku.model.Arn;
import dev.hikyaku.model.ServiceException;
import java.util.regex.Pattern;

/** A topic's full name. */
public record TopicArn(String region, String account, String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern FIFO_NAME = Pattern.compile("[A-Za-z0-9_-]{1,251}\\.fifo");
    private static final int ELEMENTS = 6;
    private static final String SERVICE = "sns";

    /**
     * Checks the name of a topic that is to be made.
     *
     * @throws ServiceException (InvalidParameter) unless it has 1 to 256 letters, digits, {@code -}
     *     and {@code _}, and ends with {@code .fifo} exactly if a FIFO topic is to be made
     */
    public static void checkNewName(String name, boolean fifo) {
        if (fifo && !FIFO_NAME.matcher(name).matches()) {
            throw TopicError.invalid(
                    "Fifo Topic names must end with .fifo and must be made up of only uppercase and"
                            + " lowercase ASCII letters, numbers, underscores, and hyphens, and must"
                            + " be between 1 and 256 characters long.");
        }
        if (!fifo && !NAME.matcher(name).matches()) {
            throw TopicError.invalid(
                    "Topic Name: must have 1 to 256 ASCII letters, numbers, underscores and hyphens,"
                            + " with .fifo at the end of a FIFO topic's only");
        }
    }

    /**
     * Reads the ARN of a topic.
     *
     * @param parameter the parameter that holds it, for errors
     * @throws ServiceException (InvalidParameter) if it is no ARN, or not one of SNS
     */
    public static TopicArn parse(String parameter, String text) {
        Arn arn = parseAny(parameter, text);
        if (arn.resource().indexOf(':') >= 0 || arn.resource().indexOf('/') >= 0) {
            throw TopicError.invalid(parameter + " Reason: " + text + " is not the ARN of a topic");
        }
        return new TopicArn(arn.region(), arn.account(), arn.resource());
    }

    /**
     * The topic of a subscription's ARN, which is the topic's with one more element.
     *
     * @throws ServiceException (InvalidParameter) if it is not the ARN of a subscription
     */
    public static TopicArn ofSubscription(String text) {
        Arn arn = parseAny("SubscriptionArn", text);
        int colon = arn.resource().indexOf(':');
        if (colon < 0) {
            throw TopicError.invalid(
                    "SubscriptionArn Reason: An ARN of a subscription has 7 elements, not 6");
        }
        return new TopicArn(arn.region(), arn.account(), arn.resource().substring(0, colon));
    }

    private static Arn parseAny(String parameter, String text) {
        int elements = text.split(":", -1).length;
        if (elements < ELEMENTS) {
            throw TopicError.invalid(
                    parameter + " Reason: An ARN must have at least 6 elements, not " + elements);
        }
        Arn arn = Arn.parse(text);
        if (arn == null || !arn.service().equals(SERVICE)) {
            throw TopicError.invalid(parameter + " Reason: " + text + " is not an ARN of SNS");
        }
        return arn;
    }

    /** Whether the name says that the topic is FIFO. */
    public boolean fifo() {
        return name.endsWith(".fifo");
    }

    @Override
    public String toString() {
        return prefix(region, account) + name;
    }

    /** What the ARNs of all topics of a region and account begin with. */
    public static String prefix(String region, String account) {
        return Arn.prefix(SERVICE, region, account);
    }
}
