package dev.hikyaku.broker.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static final URI URL = URI.create("http://127.0.0.1:9000/invoke");
    private static final String ARN = "arn:aws:lambda:eu-west-1:000000000000:function:";

    private final Functions functions = new Functions(Map.of("resize", URL));

    @Test
    void urlIsItself() {
        assertThat(functions.find("http://127.0.0.1:9000/invoke")).isEqualTo(URL);
    }

    @Test
    void arnIsLookedUpByTheFunctionsName() {
        assertThat(functions.find(ARN + "resize")).isEqualTo(URL);
        assertThat(functions.find(ARN + "resize:7")).isEqualTo(URL);
    }

    @Test
    void nothingElseIsAFunction() {
        assertThat(functions.find(ARN + "other")).isNull();
        assertThat(functions.find("arn:aws:sqs:eu-west-1:000000000000:resize")).isNull();
        assertThat(functions.find("resize")).isNull();
        assertThat(functions.find("ftp://127.0.0.1/")).isNull();
        assertThat(functions.find("http://[")).isNull();
    }
}
