package dev.hikyaku.cli;

/** What SIGTERM and SIGINT do. */
final class Shutdown {
    private Shutdown() {}

    /**
     * Drains on a signal and exits with 0. The JVM would exit with 143 or 130 by itself, but a stop
     * that was asked for and went well is a success, and supervisors should see it as one.
     */
    static void onSignal(Runnable drain) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    drain.run();
                                    System.out.flush();
                                    Runtime.getRuntime().halt(0);
                                },
                                "hikyaku-shutdown"));
    }
}
