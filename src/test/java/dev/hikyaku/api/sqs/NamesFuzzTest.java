package dev.hikyaku.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.api.Credential;
import dev.hikyaku.api.Page;
import dev.hikyaku.api.Scope;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.RuleArn;
import dev.hikyaku.model.Arn;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.TopicArn;
import java.util.Map;

/** Texts by which clients name things, and the attributes that they give them. */
final class NamesFuzzTest {
    private static final Scope CALLER = new Scope("eu-west-1", "123456789012");

    @FuzzTest
    @DictionaryEntries({"http://", "/123456789012/", ".queue.", "sqs.eu-west-1.", "?", ":4566"})
    void queueUrls(byte[] input) {
        try {
            assertThat(QueueUrl.arn(FuzzInput.text(input), CALLER).name()).isNotEmpty();
        } catch (ServiceException e) {
            assertThat(e.code().senderFault()).isTrue();
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "arn:aws:sqs:eu-west-1:123456789012:",
        "arn:aws:sns:",
        "event-bus/",
        "rule/"
    })
    void arns(byte[] input) {
        String text = FuzzInput.text(input);
        Arn.parse(text);
        BusArn bus = BusArn.parse(text);
        assertThat(bus == null || bus.equals(BusArn.parse(bus.toString()))).isTrue();
        RuleArn rule = RuleArn.parse(text);
        assertThat(rule == null || rule.equals(RuleArn.parse(rule.toString()))).isTrue();
        try {
            QueueArn queue = QueueArn.parse(text);
            assertThat(QueueArn.parse(queue.toString())).isEqualTo(queue);
        } catch (ServiceException e) {
            assertThat(e.code().senderFault()).isTrue();
        }
        try {
            TopicArn topic = TopicArn.parse("TopicArn", text);
            assertThat(TopicArn.parse("TopicArn", topic.toString())).isEqualTo(topic);
            TopicArn.ofSubscription(text);
        } catch (ServiceException e) {
            assertThat(e.code().senderFault()).isTrue();
        }
    }

    @FuzzTest
    void pageTokens(byte[] input) {
        String text = FuzzInput.text(input);
        assertThat(Page.position(Page.token("é" + input.length))).isEqualTo("é" + input.length);
        try {
            assertThat(Page.position(text)).isNotNull();
        } catch (ServiceException e) {
            assertThat(e).hasMessageContaining("NextToken");
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "Credential=",
        "/20260101/eu-west-1/sqs/aws4_request",
        "X-Amz-Credential=",
        "%2F"
    })
    void credentials(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        Credential found = Credential.find(lines.first(), lines.rest());
        assertThat(found == null || !found.region().isEmpty()).isTrue();
    }

    @FuzzTest
    @DictionaryEntries({
        "Policy",
        "RedrivePolicy",
        "RedriveAllowPolicy",
        "{\"deadLetterTargetArn\":\"",
        "\"maxReceiveCount\":",
        "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"",
        "VisibilityTimeout",
        "{\"Statement\":[{\"Sid\":\""
    })
    void attributes(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        try {
            Map<String, String> set =
                    QueueAttributes.defaults().with(Map.of(lines.first(), lines.rest())).toMap();
            assertThat(QueueAttributes.ofStored(set).toMap()).isEqualTo(set);
        } catch (ServiceException e) {
            assertThat(e.code().senderFault()).isTrue();
        }
    }
}
