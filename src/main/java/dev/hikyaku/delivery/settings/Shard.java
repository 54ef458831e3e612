package dev.hikyaku.delivery.settings;

/**
 * One of several equal parts of a stream of messages.
 *
 * @param index 0 to count - 1
 * @param count 1 to 1,000
 */
public record Shard(int index, int count) {
    public static final int COUNT_MAX = 1000;

    public Shard {
        Setting.require(count >= 1 && count <= COUNT_MAX && index >= 0 && index < count, count);
    }

    /** Reads {@code 0/3}. */
    static Shard parse(String text) {
        String[] parts = text.split("/", -1);
        Setting.require(parts.length == 2, text);
        return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
