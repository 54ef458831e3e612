package dev.hikyaku.server;

import dev.hikyaku.broker.topics.SmtpSettings;
import dev.hikyaku.broker.topics.SmtpSettings.Security;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code [smtp]}: where mail is handed over. */
final class SmtpSection {
    private static final int PORT_MAX = 65_535;
    private static final int PORT = 25;
    private static final int STARTTLS_PORT = 587;
    private static final int TLS_PORT = 465;

    private SmtpSection() {}

    /**
     * Reads the table.
     *
     * @return null if it is empty
     * @throws ConfigException that names the key and what is allowed
     */
    static @Nullable SmtpSettings read(Section section) {
        String host = section.text("host");
        Integer port = section.integer("port", 1, PORT_MAX);
        String user = section.text("user");
        String password = section.text("password");
        String from = section.text("from");
        String security = section.text("security");
        section.finish();
        if (host == null) {
            if (port != null || user != null || from != null || security != null) {
                throw section.refused("needs host, the name of a mail server");
            }
            return null;
        }
        if (from == null || !from.contains("@")) {
            throw section.refused("needs from, an address such as sns@example.com");
        }
        if ((user == null) != (password == null)) {
            throw section.refused("needs user and password, or neither");
        }
        Security kind = security(section, Objects.requireNonNullElse(security, "none"));
        return new SmtpSettings(
                host,
                Objects.requireNonNullElseGet(port, () -> port(kind)),
                user,
                password,
                from,
                kind);
    }

    private static int port(Security security) {
        return switch (security) {
            case NONE -> PORT;
            case STARTTLS -> STARTTLS_PORT;
            case TLS -> TLS_PORT;
        };
    }

    private static Security security(Section section, String text) {
        for (Security each : Security.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw section.wrong("security", "must be none, starttls or tls");
    }
}
