package dev.hikyaku.broker.topics;

import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.topic.DeliveryPolicy;
import dev.hikyaku.topic.Envelope;
import dev.hikyaku.topic.Subscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Sends mail over SMTP. */
final class MailCall implements Call {
    private static final String TIMEOUT_MILLIS = "30000";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Vertx vertx;
    private final SmtpSettings smtp;
    private final Executor executor;
    private final Function<String, String> displayNames;
    private final Session session;

    /**
     * A way by mail.
     *
     * @param executor for calls that block
     * @param displayNames from a topic's ARN to its display name, or an empty text
     */
    MailCall(
            Vertx vertx,
            SmtpSettings smtp,
            Executor executor,
            Function<String, String> displayNames) {
        this.vertx = vertx;
        this.smtp = smtp;
        this.executor = executor;
        this.displayNames = displayNames;
        this.session = Session.getInstance(properties(smtp), authenticator(smtp));
    }

    private static Properties properties(SmtpSettings smtp) {
        var properties = new Properties();
        boolean tls = smtp.security() == SmtpSettings.Security.TLS;
        properties.put("mail.transport.protocol", tls ? "smtps" : "smtp");
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            properties.put(protocol + "host", smtp.host());
            properties.put(protocol + "port", Integer.toString(smtp.port()));
            properties.put(protocol + "auth", Boolean.toString(smtp.user() != null));
            properties.put(protocol + "connectiontimeout", TIMEOUT_MILLIS);
            properties.put(protocol + "timeout", TIMEOUT_MILLIS);
            properties.put(protocol + "writetimeout", TIMEOUT_MILLIS);
            properties.put(protocol + "ssl.checkserveridentity", "true");
        }
        if (smtp.security() == SmtpSettings.Security.STARTTLS) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        return properties;
    }

    private static Authenticator authenticator(SmtpSettings smtp) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(smtp.user(), smtp.password());
            }
        };
    }

    @Override
    public Future<Outcome> deliver(
            Subscription subscription, DeliveryPolicy policy, Message message) {
        CompletableFuture<Outcome> sent =
                CompletableFuture.supplyAsync(() -> send(subscription, message), executor);
        return Future.fromCompletionStage(sent, vertx.getOrCreateContext());
    }

    private Outcome send(Subscription subscription, Message message) {
        try {
            Transport.send(mail(subscription, message));
            return Outcome.DELIVERED;
        } catch (AddressException e) {
            return Outcome.refused("the address " + subscription.endpoint() + " is none");
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new CompletionException(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    private MimeMessage mail(Subscription subscription, Message message)
            throws MessagingException, UnsupportedEncodingException {
        var mail = new MimeMessage(session);
        String name = displayNames.apply(subscription.topicArn());
        mail.setFrom(
                new InternetAddress(
                        smtp.from(), name.isEmpty() ? "AWS Notifications" : name, UTF_8));
        mail.setRecipient(
                jakarta.mail.Message.RecipientType.TO,
                new InternetAddress(subscription.endpoint(), true));
        mail.setSubject(subject(message), UTF_8);
        mail.setText(new String(message.body(), StandardCharsets.UTF_8), UTF_8);
        mail.setSentDate(new Date(message.sentAtMillis()));
        return mail;
    }

    private static String subject(Message message) {
        String type = message.system().getOrDefault(Rendering.TYPE, Envelope.NOTIFICATION);
        return type.equals(Envelope.NOTIFICATION)
                ? message.system().getOrDefault(Rendering.SUBJECT, MailTexts.NOTIFICATION_SUBJECT)
                : MailTexts.CONFIRMATION_SUBJECT;
    }
}
