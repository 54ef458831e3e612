package dev.hikyaku.api.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.api.Scope;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueUrlTest {
    private static final Scope CALLER = new Scope("eu-north-1", "111122223333");

    @ParameterizedTest
    @CsvSource({
        "http://localhost:4566/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "http://localhost:4566/000000000000/jobs/, eu-north-1, 000000000000, jobs",
        "http://localhost:4566/000000000000/jobs?x=/1/2, eu-north-1, 000000000000, jobs",
        "/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "http:///000000000000/jobs, eu-north-1, 000000000000, jobs",
        "http://[::1]:4566/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "http://gateway/some/prefix/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "https://sqs.us-west-2.amazonaws.com/000000000000/jobs, us-west-2, 000000000000, jobs",
        "https://sqs.us-gov-west-1.localhost/000000000000/jobs, us-gov-west-1, 000000000000, jobs",
        "https://sqs.internal.example/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "https://sqs.us-west-2/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "http://us-west-2.queue.localhost:4566/000000000000/jobs, us-west-2, 000000000000, jobs",
        "http://queue.localhost/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "http://other.queue.localhost/000000000000/jobs, eu-north-1, 000000000000, jobs",
        "http://jobs.queue.localhost:4566, eu-north-1, 111122223333, jobs",
        "http://jobs.queue.localhost:4566/, eu-north-1, 111122223333, jobs",
        "http://jobs.queue.localhost:4566/000000000000, eu-north-1, 000000000000, jobs"
    })
    void namesAQueue(String url, String region, String account, String name) {
        assertThat(QueueUrl.arn(url, CALLER)).isEqualTo(new Scope(region, account).arn(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "/jobs",
                "000000000000/jobs",
                "http://localhost",
                "http://localhost/",
                "http://localhost/jobs",
                "http://us-west-2.queue.localhost/",
                "http://jobs.queue.localhost/jobs",
                "http://localhost//jobs"
            })
    void otherTextsAreRefused(String url) {
        assertThatThrownBy(() -> QueueUrl.arn(url, CALLER))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ADDRESS));
    }
}
