package dev.hikyaku.delivery.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/123456789012/orders,eu-west-1",
        "https://sqs.us-gov-west-1.amazonaws.com/123456789012/orders,us-gov-west-1",
        "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders,cn-north-1",
        "https://sqs-fips.us-east-2.amazonaws.com/123456789012/orders,us-east-2",
        "https://eu-west-1.queue.amazonaws.com/123456789012/orders,eu-west-1",
    })
    void amazonsUrlHasTheRegionInIt(String url, String region) {
        assertThat(SqsAddress.of(url, null, null))
                .isEqualTo(new SqsAddress("orders", region, null));
    }

    @Test
    void theOldestUrlLeavesTheRegionToTheSdk() {
        assertThat(SqsAddress.of("https://queue.amazonaws.com/123456789012/orders", null, null))
                .isEqualTo(new SqsAddress("orders", null, null));
    }

    @Test
    void whatIsGivenGoesFirst() {
        assertThat(
                        SqsAddress.of(
                                "https://sqs.eu-west-1.amazonaws.com/1/orders",
                                "eu-north-1",
                                "https://vpce-1.example.com"))
                .isEqualTo(
                        new SqsAddress(
                                "orders", "eu-north-1", URI.create("https://vpce-1.example.com")));
    }

    @Test
    void anotherServersUrlHasTheEndpointInIt() {
        assertThat(SqsAddress.of("http://localhost:9324/000000000000/a.fifo", null, null))
                .isEqualTo(
                        new SqsAddress("a.fifo", "us-east-1", URI.create("http://localhost:9324")));
    }

    @Test
    void aHostThatOnlyLooksLikeAmazonsIsNot() {
        assertThat(SqsAddress.of("http://sqs.eu-west-1.amazonaws.com.evil.org/1/q", null, null))
                .isEqualTo(
                        new SqsAddress(
                                "q",
                                "us-east-1",
                                URI.create("http://sqs.eu-west-1.amazonaws.com.evil.org")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "/1/orders", "ftp://host/1/orders", "http://a b/1/orders"})
    void refusesWhatIsNoUrl(String url) {
        assertThatThrownBy(() -> SqsAddress.of(url, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The queue URL '" + url + "'");
    }

    @Test
    void refusesAUrlWithoutAName() {
        assertThatThrownBy(() -> SqsAddress.of("http://localhost:9324/", null, null))
                .hasMessageContaining("must end with the queue's name");
    }
}
