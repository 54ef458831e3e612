package dev.hikyaku.delivery.settings;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an http or https URL says about where to connect. Its host may have underscores, which
 * {@link URI} does not know of: names of services have them ({@code _http._tcp.example.com}).
 */
public final class WorkerUrl {
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final int PORT_MAX = 65_535;

    private WorkerUrl() {}

    /** Whether it is absolute, http or https, and without user and password. */
    public static boolean isHttp(URI url) {
        String scheme = url.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            return false;
        }
        Matcher authority = authority(url);
        return authority != null && port(url) <= PORT_MAX;
    }

    public static boolean tls(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** With brackets if it is an IPv6 address. */
    public static String host(URI url) {
        Matcher authority = authority(url);
        if (authority == null) {
            throw new IllegalArgumentException("not an http or https URL: " + url);
        }
        return authority.group(1);
    }

    /** The one given, or else the scheme's. */
    public static int port(URI url) {
        Matcher authority = authority(url);
        if (authority != null && authority.group(2) != null) {
            return Integer.parseInt(authority.group(2));
        }
        return tls(url) ? 443 : 80;
    }

    private static @Nullable Matcher authority(URI url) {
        String text = url.getRawAuthority();
        Matcher matcher = text == null ? null : AUTHORITY.matcher(text);
        return matcher != null && matcher.matches() ? matcher : null;
    }
}
