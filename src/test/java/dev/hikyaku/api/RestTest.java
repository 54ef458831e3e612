package dev.hikyaku.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.api.Services.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REST with JSON: paths, parameters and bodies become one request. */
class RestTest {
    @Test
    void labelsAndBodyAreOneRequest() {
        Answer answer =
                Services.rest(
                        "PUT", "/things/a%2Fb%3Ac+d", "", "{\"Count\":3,\"StartDate\":1767323045}");
        assertThat(answer.response().status()).isEqualTo(200);
        assertThat(answer.response().contentType()).isEqualTo("application/json");
        assertThat(answer.text())
                .isEqualTo("{\"Name\":\"a/b:c+d\",\"Count\":3,\"StartDate\":1767323045}");
    }

    @Test
    void theLabelGoesBeforeTheBody() {
        assertThat(Services.rest("PUT", "/things/a", "", "{\"Name\":\"b\"}").text())
                .isEqualTo("{\"Name\":\"a\"}");
    }

    @Test
    void parametersHaveTheirMembersTypes() {
        assertThat(Services.rest("GET", "/things", "max=3&on=true&texts=a&texts=b&x=y", "").text())
                .isEqualTo("{\"Count\":3,\"Enabled\":true,\"Texts\":[\"a\",\"b\"]}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /things, max=x, '', OwnSerializationException, Count must be an integer of 32 bits",
        "GET, /things, on=x, '', OwnSerializationException, Enabled must be true or false",
        "PUT, /things/a, '', [1], OwnSerializationException, must be a JSON object",
        "PUT, /things/a, '', {\"Count\":\"3\"}, OwnSerializationException, Count must be",
        "PUT, /things/a, '', {\"Name, OwnSerializationException, not valid JSON",
        "DELETE, /things/a, '', '', OwnMethodNotAllowed, use PUT or POST",
        "GET, /things/a/b, '', '', OwnInvalidAction, /things/a/b",
        "PUT, /things/, '', '', OwnInvalidAction, /things/",
        "POST, /things/a, '', '', OwnRequestThrottled, is too much"
    })
    void errorsAreInHeaderAndBody(
            String method, String path, String query, String body, String type, String message) {
        Answer answer = Services.rest(method, path, query, body);
        assertThat(answer.response().status()).isEqualTo(418);
        assertThat(answer.response().errorType()).isEqualTo(type);
        assertThat(answer.names()).containsExactly("Message");
        assertThat(answer.tree().path("Message").asString()).contains(message);
    }

    @Test
    void otherPathsAreTheQueryProtocols() {
        assertThat(Services.rest("GET", "/thingsabove", "Action=Send", "").text())
                .contains("http://queues/");
    }
}
