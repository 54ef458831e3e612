package dev.hikyaku;

import java.nio.charset.StandardCharsets;

/**
 * A fuzzer's bytes as texts. What is not UTF-8 becomes half a surrogate pair, which JSON can carry
 * and UTF-8 cannot.
 *
 * @param first the first line
 * @param rest what follows it; empty if there is nothing
 */
public record FuzzInput(String first, String rest) {
    public static FuzzInput lines(byte[] input) {
        String[] lines = text(input).split("\n", 2);
        return new FuzzInput(lines[0], lines.length == 1 ? "" : lines[1]);
    }

    public static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8).replace('\uFFFD', '\uD83D');
    }
}
