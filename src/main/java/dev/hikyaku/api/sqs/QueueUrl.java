package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From a queue's URL to its ARN. */
final class QueueUrl {
    private static final Pattern WITH_HOST =
            Pattern.compile("[a-z]+://([^/?#]*)([^?#]*).*", Pattern.DOTALL);
    private static final Pattern ACCOUNT_AND_NAME = Pattern.compile(".*/([^/]+)/([^/]+)/?");
    private static final Pattern ACCOUNT_ALONE = Pattern.compile("/?|/([0-9]{12})/?");

    private QueueUrl() {}

    /**
     * The queue that a URL names: by its path, {@code /ACCOUNT/NAME}, under any host name, because
     * clients come with any; or by the host name {@code NAME.queue.…}. A host name that has a
     * region says the region; else it is the caller's.
     *
     * @throws ServiceException (InvalidAddress) if it names none
     */
    static QueueArn arn(String url, Scope caller) {
        var parts = WITH_HOST.matcher(url);
        boolean whole = parts.matches();
        HostName host = HostName.of(whole ? parts.group(1) : "");
        String path = whole ? parts.group(2) : url;
        String region = Objects.requireNonNullElse(host.region(), caller.region());
        var named = ACCOUNT_AND_NAME.matcher(path);
        if (named.matches()) {
            return new QueueArn(region, named.group(1), named.group(2));
        }
        QueueArn byHost = byHost(host, path, region, caller);
        if (byHost == null) {
            throw new ServiceException(
                    ErrorCode.INVALID_ADDRESS,
                    "The address '" + url + "' is not a queue URL, which ends with /account/name.");
        }
        return byHost;
    }

    private static @Nullable QueueArn byHost(
            HostName host, String path, String region, Scope caller) {
        var account = ACCOUNT_ALONE.matcher(path);
        String name = host.queueName();
        return name == null || !account.matches()
                ? null
                : new QueueArn(
                        region,
                        Objects.requireNonNullElse(account.group(1), caller.account()),
                        name);
    }
}
