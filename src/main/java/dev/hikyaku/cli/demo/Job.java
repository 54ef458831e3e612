package dev.hikyaku.cli.demo;

/**
 * A message of the demo, whose body tells the worker how to treat it: {@code number fate
 * sentAtMillis}.
 *
 * @param number 1, 2, 3, ...
 */
record Job(int number, Fate fate, long sentAtMillis) {
    enum Fate {
        SUCCEEDS,
        FAILS_ONCE,
        FAILS_ALWAYS
    }

    private static final int EVERY_FAILS_ONCE = 10;
    private static final int EVERY_FAILS_ALWAYS = 100;

    /** The job of that number: one in a hundred never succeeds, one in ten needs a second try. */
    static Job of(int number, long now) {
        Fate fate =
                number % EVERY_FAILS_ALWAYS == 0
                        ? Fate.FAILS_ALWAYS
                        : number % EVERY_FAILS_ONCE == 0 ? Fate.FAILS_ONCE : Fate.SUCCEEDS;
        return new Job(number, fate, now);
    }

    String body() {
        return number + " " + fate + " " + sentAtMillis;
    }

    static Job parse(String body) {
        String[] parts = body.split(" ", -1);
        return new Job(
                Integer.parseInt(parts[0]), Fate.valueOf(parts[1]), Long.parseLong(parts[2]));
    }
}
