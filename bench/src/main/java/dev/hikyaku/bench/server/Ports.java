package dev.hikyaku.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ports for servers that cannot choose one and say which. */
public final class Ports {
    private static final int POLL_MILLIS = 50;

    private Ports() {}

    /** One that nobody listens on at this moment. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /** False when the process ended or the time was over before. */
    static boolean awaitOpen(int port, Process process, Duration within) {
        long endNanos = System.nanoTime() + within.toNanos();
        try {
            while (process.isAlive() && System.nanoTime() < endNanos) {
                if (open(port)) {
                    return true;
                }
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), POLL_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
