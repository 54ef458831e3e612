package dev.hikyaku.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
    private static final Credential EXPECTED = new Credential("AKID", "eu-west-1", "sqs");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=h, Signature=0",
                "AWS4-HMAC-SHA256 SignedHeaders=h,Credential=AKID/20260101/eu-west-1/sqs/aws4_request"
            })
    void isReadFromTheHeader(String header) {
        assertThat(Credential.find(header, "")).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Credential=AKID/20260101/eu-west-1/sqs/aws4_request",
                "Action=X&X-Amz-Credential=AKID%2F20260101%2Feu-west-1%2Fsqs%2Faws4_request&Version=1"
            })
    void isReadFromTheQuery(String query) {
        assertThat(Credential.find(null, query)).isEqualTo(EXPECTED);
        assertThat(Credential.find("Bearer x", query)).isEqualTo(EXPECTED);
    }

    @Test
    void theHeaderGoesBeforeTheQuery() {
        assertThat(
                        Credential.find(
                                "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/sqs/aws4_request",
                                "X-Amz-Credential=OTHER/20260101/eu-west-2/sqs/aws4_request"))
                .isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic dXNlcjpwYXNz",
                "Credential=",
                "Credential=AKID",
                "Credential=AKID/20260101/eu-west-1/sqs",
                "Credential=AKID/2026/eu-west-1/sqs/aws4_request",
                "Credential=/20260101/eu-west-1/sqs/aws4_request",
                "Credential=AKID/20260101/EU/sqs/aws4_request",
                "Credential=AKID/20260101/../sqs/aws4_request"
            })
    void otherFormsAreNone(String text) {
        assertThat(Credential.find(text, "")).isNull();
        assertThat(Credential.find(null, "X-Amz-" + text)).isNull();
        assertThat(Credential.find(null, "X-Amz-Credential=%zz")).isNull();
    }
}
