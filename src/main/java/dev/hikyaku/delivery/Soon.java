package dev.hikyaku.delivery;

/**
 * Something that is done once at the end of a loop's turn, however often it is asked for. What goes
 * to a queue at the end of the same turn arrives together, and shares a sync. Belongs to the loop.
 */
final class Soon {
    private final Loop loop;
    private final Runnable action;
    private boolean asked;

    Soon(Loop loop, Runnable action) {
        this.loop = loop;
        this.action = action;
    }

    void ask() {
        if (!asked) {
            asked = true;
            loop.execute(this::run);
        }
    }

    private void run() {
        asked = false;
        action.run();
    }
}
