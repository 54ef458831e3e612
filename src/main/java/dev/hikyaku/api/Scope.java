package dev.hikyaku.api;

import dev.hikyaku.model.QueueArn;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a request looks for what it names without saying where that is, and where it makes new
 * things. Queues, topics, buses and schedules of different regions or accounts are different ones,
 * whatever their names.
 *
 * @param account 12 digits
 */
public record Scope(String region, String account) {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /**
     * The scope of a caller: the region of its credential, else that of the host name which it
     * called, else the server's; the account that its access key id is, if that is 12 digits, else
     * the server's.
     */
    public static Scope of(Caller caller, Endpoint endpoint) {
        Credential credential = caller.credential();
        if (credential == null) {
            String region = HostName.of(caller.host()).region();
            return new Scope(
                    Objects.requireNonNullElse(region, endpoint.region()), endpoint.account());
        }
        return new Scope(
                credential.region(),
                ACCOUNT.matcher(credential.accessKeyId()).matches()
                        ? credential.accessKeyId()
                        : endpoint.account());
    }

    /** The ARN of a queue here. */
    public QueueArn arn(String name) {
        return new QueueArn(region, account, name);
    }
}
