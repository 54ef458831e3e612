package dev.hikyaku.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopicMatcherTest {
    private final TopicMatcher matcher = new TopicMatcher();

    private java.util.List<String> matching(Notification message) {
        return matcher.matching(message).stream().map(Subscription::id).sorted().toList();
    }

    private static Notification ofColor(String color) {
        return Fixtures.message("a body", Map.of("color", Fixtures.text(color)));
    }

    @Test
    void findsExactlyThoseThatWantAMessage() {
        matcher.put(Fixtures.subscription("all", Protocol.SQS, Fixtures.QUEUE));
        matcher.put(Fixtures.filtered("red", "MessageAttributes", "{\"color\":[\"red\"]}"));
        matcher.put(Fixtures.filtered("blue", "MessageAttributes", "{\"color\":[\"blue\"]}"));
        assertThat(matching(ofColor("red"))).containsExactly("all", "red");
        assertThat(matching(ofColor("green"))).containsExactly("all");
    }

    @Test
    void aChangedPolicyReplacesTheOldOne() {
        matcher.put(Fixtures.filtered("one", "MessageAttributes", "{\"color\":[\"red\"]}"));
        matcher.put(Fixtures.filtered("one", "MessageAttributes", "{\"color\":[\"blue\"]}"));
        assertThat(matching(ofColor("red"))).isEmpty();
        assertThat(matching(ofColor("blue"))).containsExactly("one");
        matcher.put(Fixtures.subscription("one", Protocol.SQS, Fixtures.QUEUE));
        assertThat(matching(ofColor("red"))).containsExactly("one");
        matcher.remove(Fixtures.TOPIC + ":one");
        assertThat(matching(ofColor("red"))).isEmpty();
    }

    @Test
    void ofTwoWithTheSamePolicyOneMayGo() {
        String policy = "{\"color\":[\"red\",{\"prefix\":\"bl\"}]}";
        matcher.put(Fixtures.filtered("one", "MessageAttributes", policy));
        matcher.put(Fixtures.filtered("two", "MessageAttributes", policy));
        matcher.remove(Fixtures.TOPIC + ":one");
        assertThat(matching(ofColor("black"))).containsExactly("two");
    }

    /** Event Ruler 2.1.0 mixes them up within one machine. */
    @Test
    void wildcardsDoNotDisturbPoliciesThatIgnoreCase() {
        matcher.put(
                Fixtures.filtered(
                        "any", "MessageAttributes", "{\"color\":[{\"wildcard\":\"*ab*\"}]}"));
        matcher.put(
                Fixtures.filtered(
                        "case",
                        "MessageAttributes",
                        "{\"color\":[{\"equals-ignore-case\":\"a\"}]}"));
        assertThat(matching(ofColor("ab"))).containsExactly("any");
        assertThat(matching(ofColor("A"))).containsExactly("case");
    }

    @Test
    void aPendingSubscriptionGetsNothing() {
        Subscription asked = Fixtures.subscription("one", Protocol.HTTP, "http://localhost/");
        matcher.put(
                new Subscription(
                        asked.arn(),
                        asked.topicArn(),
                        asked.owner(),
                        asked.protocol(),
                        asked.endpoint(),
                        Map.of(),
                        "token",
                        0,
                        true,
                        false));
        assertThat(matching(ofColor("red"))).isEmpty();
        matcher.put(asked);
        assertThat(matching(ofColor("red"))).containsExactly("one");
    }

    @Test
    void eachProtocolIsJudgedByItsOwnText() {
        matcher.put(Fixtures.filtered("queue", "MessageBody", "{\"a\":[1]}"));
        Notification message =
                Fixtures.message(
                        Texts.of(
                                "{\"default\":\"{\\\"a\\\":1}\",\"sqs\":\"{\\\"a\\\":2}\"}",
                                "json"),
                        Map.of());
        assertThat(matching(message)).isEmpty();
    }

    @Test
    void manyPoliciesAreAddedAndTakenAwayAgain() {
        IntStream.range(0, 500)
                .forEach(i ->
                        matcher.put(
                                Fixtures.filtered(
                                        "s" + i,
                                        "MessageAttributes",
                                        "{\"color\":[\"c"
                                                + i % 50
                                                + "\"],\"size\":[{\"exists\":false}]}")));
        assertThat(matching(ofColor("c7"))).hasSize(10);
        IntStream.range(0, 500)
                .filter(i -> i % 100 != 7)
                .forEach(i -> matcher.remove(Fixtures.TOPIC + ":s" + i));
        assertThat(matching(ofColor("c7"))).containsExactly("s107", "s207", "s307", "s407", "s7");
        assertThat(matching(ofColor("c8"))).isEmpty();
    }
}
