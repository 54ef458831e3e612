package dev.hikyaku.broker.topics;

import dev.hikyaku.topic.Subscription;

/** What stands in mail, in the words of SNS. */
final class MailTexts {
    static final String NOTIFICATION_SUBJECT = "AWS Notification Message";
    static final String CONFIRMATION_SUBJECT = "AWS Notification - Subscription Confirmation";

    private MailTexts() {}

    static String notification(String message, String unsubscribeUrl) {
        return message
                + """


                --
                If you wish to stop receiving notifications from this topic, please click or visit\
                 the link below to unsubscribe:
                """
                + unsubscribeUrl
                + "\n";
    }

    static String confirmation(Subscription subscription, String confirmUrl) {
        return "You have chosen to subscribe to the topic:\n"
                + subscription.topicArn()
                + "\n\nTo confirm this subscription, click or visit the link below (If this was in"
                + " error no action is necessary):\n"
                + confirmUrl
                + "\n";
    }
}
