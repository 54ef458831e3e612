package dev.hikyaku.event.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.pattern.Patterns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many patterns in one automaton, set and taken away in between, match what each of them means.
 * {@code -Dhikyaku.patterns.pairs=1000000} for more, {@code -Dhikyaku.patterns.seed=...} to repeat.
 */
class PatternsPropertyTest {
    private static final int PATTERNS = 40;
    private static final int EVENTS = 100;

    private static final long PAIRS = Long.getLong("hikyaku.patterns.pairs", 100_000L);
    private static final long SEED =
            Long.getLong("hikyaku.patterns.seed", new Random().nextLong(1_000_000_000));

    private long pairs;
    private long matches;

    @Test
    void theAutomatonFindsWhatEachPatternMeans() {
        System.out.println("-Dhikyaku.patterns.seed=" + SEED);
        var chance = new RandomPatterns(SEED);
        while (pairs < PAIRS) {
            round(chance);
        }
        assertThat(matches).as("matches of %s pairs", pairs).isBetween(pairs / 50, pairs);
    }

    private void round(RandomPatterns chance) {
        var patterns = new Patterns<Integer>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < PATTERNS; i++) {
            patterns.set(i, chance.pattern());
            String text = chance.pattern();
            EventPattern.check(text);
            patterns.set(i, text);
            texts.add(text);
        }
        agrees(patterns, texts, IntStream.range(0, PATTERNS).boxed().toList(), chance);
        List<Integer> left = IntStream.range(0, PATTERNS).filter(i -> i % 3 != 0).boxed().toList();
        IntStream.range(0, PATTERNS).filter(i -> i % 3 == 0).forEach(i -> patterns.set(i, null));
        agrees(patterns, texts, left, chance);
    }

    private void agrees(
            Patterns<Integer> patterns,
            List<String> texts,
            List<Integer> there,
            RandomPatterns chance) {
        for (int e = 0; e < EVENTS; e++) {
            String event = chance.event();
            Set<Integer> expected = new HashSet<>();
            for (int i : there) {
                if (NaivePattern.matches(texts.get(i), event)) {
                    expected.add(i);
                }
            }
            Set<Integer> found = patterns.matching(event);
            for (int i : there) {
                assertThat(found.contains(i))
                        .as("seed %s: does %s match %s?", SEED, event, texts.get(i))
                        .isEqualTo(expected.contains(i));
            }
            pairs += there.size();
            matches += expected.size();
        }
    }
}
