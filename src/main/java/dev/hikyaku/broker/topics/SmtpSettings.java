package dev.hikyaku.broker.topics;

import org.jspecify.annotations.Nullable;

/**
 * Where mail is handed over.
 *
 * @param port 1 to 65,535
 * @param user null for a server that asks for none
 * @param from the address that mail is from
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        String from,
        Security security) {
    /** Whether the connection is encrypted. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }
}
