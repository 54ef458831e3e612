package dev.hikyaku.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {
    private static Map<String, String> numbered(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    }

    private static void assertRefused(Map<String, String> tags, String word) {
        assertThatThrownBy(() -> Tags.check(tags))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
                            assertThat(e).hasMessageContaining(word);
                        });
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "128, 256"})
    void lengthsAreCountedInCharacters(int key, int value) {
        String rocket = "\ud83d\ude80";
        assertThatCode(() -> Tags.check(Map.of(rocket.repeat(key), rocket.repeat(value))))
                .doesNotThrowAnyException();
    }

    @Test
    void otherLengthsAreRefused() {
        assertRefused(Map.of("", "x"), "1 to 128");
        assertRefused(Map.of("k".repeat(129), "x"), "129");
        assertRefused(Map.of("k", "v".repeat(257)), "257");
    }

    @ParameterizedTest
    @CsvSource({"aws:", "aws:x", "AWS:x", "aWs:x"})
    void thePrefixOfAwsIsRefusedInEveryCase(String key) {
        assertRefused(Map.of(key, "x"), key);
    }

    @Test
    void moreTagsReplaceThoseOfTheSameKey() {
        assertThat(Tags.with(Map.of("a", "1", "b", "2"), Map.of("b", "3", "c", "4")))
                .isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
    }

    @Test
    void fiftyAreTheLimit() {
        assertThat(Tags.with(numbered(50), Map.of("k49", "other"))).hasSize(50);
        assertThatThrownBy(() -> Tags.with(numbered(50), Map.of("more", "x")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("50")
                .hasMessageContaining("51");
    }

    @Test
    void keysThatAreNotThereAreNoError() {
        assertThat(Tags.without(Map.of("a", "1", "b", "2"), List.of("b", "c")))
                .isEqualTo(Map.of("a", "1"));
    }
}
