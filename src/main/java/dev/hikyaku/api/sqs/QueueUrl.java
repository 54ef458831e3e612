package dev.hikyaku.api.sqs;

import dev.hikyaku.api.HostName;
import dev.hikyaku.api.Scope;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** From a queue's URL to its ARN. */
final class QueueUrl {
    private static final String AFTER_SCHEME = "://";
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
        QueueArn arn = named(url, caller);
        if (arn.internal()) {
            throw ServiceException.noSuchQueue();
        }
        return arn;
    }

    private static QueueArn named(String url, Scope caller) {
        int scheme = url.indexOf(AFTER_SCHEME);
        int hostFrom = scheme < 0 ? 0 : scheme + AFTER_SCHEME.length();
        int pathFrom = scheme < 0 ? 0 : first(url, '/', hostFrom);
        HostName host = HostName.of(url.substring(hostFrom, pathFrom));
        String path = url.substring(pathFrom, first(url, '?', pathFrom));
        String region = Objects.requireNonNullElse(host.region(), caller.region());
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        int name = path.lastIndexOf('/', end - 1);
        int account = path.lastIndexOf('/', name - 1);
        if (account >= 0 && name > account + 1 && end > name + 1) {
            return new QueueArn(
                    region, path.substring(account + 1, name), path.substring(name + 1, end));
        }
        QueueArn byHost = byHost(host, path, region, caller);
        if (byHost == null) {
            throw new ServiceException(
                    ErrorCode.INVALID_ADDRESS,
                    "The address '" + url + "' is not a queue URL, which ends with /account/name.");
        }
        return byHost;
    }

    /** Where a character comes first, or the end. */
    private static int first(String text, char c, int from) {
        int at = text.indexOf(c, from);
        return at < 0 ? text.length() : at;
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
