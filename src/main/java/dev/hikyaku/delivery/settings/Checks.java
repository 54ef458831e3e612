package dev.hikyaku.delivery.settings;

/** Errors about settings: a sentence that names the setting, its value and what it may be. */
final class Checks {
    private Checks() {}

    static void check(boolean holds, String setting, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The setting " + setting + " is '" + value + "'; it " + rule + ".");
        }
    }
}
