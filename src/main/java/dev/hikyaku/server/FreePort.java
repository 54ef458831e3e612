package dev.hikyaku.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port for those who asked for any. The servers of all event loops must share it, so it is chosen
 * before they are.
 */
final class FreePort {
    private FreePort() {}

    static int on(String bind) {
        try (var probe = new ServerSocket(0, 1, InetAddress.getByName(bind))) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port can be had on " + bind, e);
        }
    }
}
