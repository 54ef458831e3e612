package dev.hikyaku.cli.demo;

import java.io.PrintStream;

/**
 * Shows how far the demo is: one line that is drawn again in a terminal, a line now and then
 * elsewhere.
 */
final class Progress {
    private static final int WIDTH = 40;
    private static final long PLAIN_INTERVAL_MILLIS = 1000;

    private final PrintStream out;
    private final boolean terminal;
    private final int total;
    private long nextPlainLine;

    Progress(PrintStream out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
    }

    void show(Tally tally, int dead, long now) {
        if (terminal) {
            int done = (tally.delivered() + dead) * WIDTH / total;
            out.print(
                    "\r  ["
                            + "#".repeat(done)
                            + ".".repeat(WIDTH - done)
                            + "] "
                            + line(tally, dead));
            out.flush();
        } else if (now >= nextPlainLine) {
            nextPlainLine = now + PLAIN_INTERVAL_MILLIS;
            out.println("  " + line(tally, dead));
        }
    }

    private static String line(Tally tally, int dead) {
        return String.format(
                "sent %5d  delivered %5d  retried %4d  dead-lettered %3d",
                tally.sent(), tally.delivered(), tally.retried(), dead);
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }
}
