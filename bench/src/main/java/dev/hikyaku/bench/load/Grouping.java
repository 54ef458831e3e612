package dev.hikyaku.bench.load;

/**
 * How a queue's messages are spread over message groups: in turns. In a FIFO queue each message
 * also has a deduplication id that no other has.
 *
 * @param groups how many; 0 for messages without a group, which a FIFO queue does not take
 */
public record Grouping(boolean fifo, int groups) {
    public static final Grouping NONE = new Grouping(false, 0);

    public static Grouping fifo(int groups) {
        return new Grouping(true, groups);
    }

    public static Grouping standard(int groups) {
        return new Grouping(false, groups);
    }
}
