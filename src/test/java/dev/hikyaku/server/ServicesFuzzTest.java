package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hikyaku.FuzzInput;
import dev.hikyaku.api.ApiRequest;
import dev.hikyaku.api.ApiResponse;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Credential;
import dev.hikyaku.api.Dispatcher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Requests to the four services, from the protocol down to the state machines. */
final class ServicesFuzzTest {
    private static final long POLL_MILLIS = 100;
    private static final long ANSWER_SECONDS = 10;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static InMemoryServer server;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static Dispatcher dispatcher;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static LoggedErrors errors;

    @BeforeAll
    static void start() {
        errors = new LoggedErrors();
        server = new InMemoryServer();
        dispatcher = new Dispatcher(server.services());
        json("AmazonSQS.CreateQueue", "{\"QueueName\":\"q\"}");
        form("Action=CreateTopic&Name=t");
        json(
                "AWSEvents.PutRule",
                "{\"Name\":\"r\",\"EventPattern\":\"{\\\"source\\\":[\\\"s\\\"]}\"}");
    }

    @AfterAll
    static void end() {
        server.close();
        errors.close();
    }

    @FuzzTest
    @DictionaryEntries({
        "AmazonSQS.",
        "AWSEvents.",
        "\"QueueUrl\":\"http://h/000000000000/q\"",
        "\"EventBusName\"",
        "\"Attributes\":{",
        "\"Entries\":[{",
        "null",
        "-1",
        "1e999",
        "\"\\ud800\"",
        "\"Time\":\"",
        "+999999999-12-31T23:59:59Z",
        "\"EventPattern\":\"{}\"",
        "\"Targets\":[{\"Id\":\"1\""
    })
    void json(byte[] input) {
        int line = firstLineEnd(input);
        served(
                request(
                        "POST",
                        "/",
                        "",
                        "application/x-amz-json-1.0",
                        new String(input, 0, line, StandardCharsets.ISO_8859_1),
                        Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length)));
    }

    @FuzzTest
    @DictionaryEntries({
        "Action=",
        "&QueueUrl=http://h/000000000000/q",
        "&TopicArn=arn:aws:sns:us-east-1:000000000000:t",
        "&Attributes.entry.1.key=",
        "&Attributes.entry.1.value=",
        "&Attribute.1.Name=",
        "&Attribute.1.Value=",
        ".member.1.",
        "%D9%A1",
        "FilterPolicy",
        "&Message=",
        "&Protocol=sqs",
        "&Endpoint=arn:aws:sqs:us-east-1:000000000000:q",
        "&Version=2010-03-31"
    })
    void form(byte[] input) {
        served(request("POST", "/", "", "application/x-www-form-urlencoded", null, input));
    }

    @FuzzTest
    @DictionaryEntries({
        "POST /schedules/s",
        "GET /schedules?",
        "DELETE /schedules/s",
        "PUT /schedule-groups/g",
        "\"ScheduleExpression\":\"rate(1 minute)\"",
        "\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"}",
        "\"Target\":{\"Arn\":\"arn:aws:sqs:us-east-1:000000000000:q\"",
        "\"RoleArn\":\"arn:aws:iam::000000000000:role/r\"}",
        "at(+999999999-12-31T23:59:59)",
        "&MaxResults=",
        "&NextToken=",
        "/tags/arn%3Aaws%3Ascheduler",
        "\"StartDate\":"
    })
    void rest(byte[] input) {
        FuzzInput lines = FuzzInput.lines(input);
        String[] head = lines.first().split(" ", 2);
        String[] target = ("/" + (head.length == 1 ? "" : head[1])).substring(1).split("\\?", 2);
        served(
                request(
                        head[0],
                        target[0].startsWith("/") ? target[0] : "/" + target[0],
                        target.length == 1 ? "" : target[1],
                        "application/json",
                        null,
                        lines.rest().getBytes(StandardCharsets.UTF_8)));
    }

    private static int firstLineEnd(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        return end;
    }

    private static void json(String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        served(request("POST", "/", "", "application/x-amz-json-1.0", target, bytes));
    }

    private static void form(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        served(request("POST", "/", "", "application/x-www-form-urlencoded", null, bytes));
    }

    private static ApiRequest request(
            String method,
            String path,
            String query,
            String contentType,
            @Nullable String target,
            byte[] body) {
        return new ApiRequest(method, "localhost", path, query, contentType, target, body);
    }

    /**
     * Answered, with no fault of ours in the answer or the log; one who polls for long hangs up.
     */
    private static void served(ApiRequest request) {
        var caller = new HangingUp();
        CompletableFuture<ApiResponse> answer =
                dispatcher.serve(request, caller).toCompletableFuture();
        try {
            ApiResponse response = answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(response.status())
                    .as(() -> new String(response.body(), StandardCharsets.UTF_8))
                    .isLessThan(500);
        } catch (TimeoutException slow) {
            caller.hangUp(answer);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
        assertThat(errors.take()).as("logged as an error").isNull();
    }

    private static final class HangingUp implements Caller {
        private @Nullable Runnable gone;

        void hangUp(CompletableFuture<ApiResponse> answer) {
            if (gone != null) {
                gone.run();
                return;
            }
            try {
                assertThat(answer.get(ANSWER_SECONDS, TimeUnit.SECONDS).status()).isLessThan(500);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("no answer", e);
            }
        }

        @Override
        public @Nullable Credential credential() {
            return null;
        }

        @Override
        public String host() {
            return "localhost";
        }

        @Override
        public void onGone(Runnable action) {
            gone = action;
        }

        @Override
        public void execute(Runnable action) {
            action.run();
        }
    }
}
