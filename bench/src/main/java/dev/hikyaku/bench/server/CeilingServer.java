package dev.hikyaku.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least that any server of this protocol has to do: take HTTP apart, parse the JSON, hash each
 * message body, and answer with as many bytes as SQS does. It stores nothing, so what a real server
 * misses to its rate is the price of being a queue.
 */
public final class CeilingServer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BODY = "x".repeat(200);
    private static final String RECEIVED = batch("Messages", CeilingServer::message);
    private static final String RECEIVED_ONE = "{\"Messages\":[" + message(0) + "]}";
    private static final String DELETED = batch("Successful", id -> "{\"Id\":\"" + id + "\"}");

    private CeilingServer() {}

    public static void main(String[] arguments) {
        HttpProcess.serve(CeilingServer::serve);
    }

    private static void serve(HttpServerRequest request) {
        String target = Objects.requireNonNullElse(request.getHeader("X-Amz-Target"), "no target");
        request.body()
                .map(body -> answer(target, JSON.readTree(body.getBytes())))
                .onSuccess(answer -> respond(request.response(), answer))
                .onFailure(e -> request.response().setStatusCode(400).end(e.toString()));
    }

    private static void respond(HttpServerResponse response, String answer) {
        response.putHeader("x-amzn-RequestId", "b8f1a1c4-7f7e-5c39-9d4a-f6b4ec0e0001")
                .putHeader("Content-Type", "application/x-amz-json-1.0")
                .end(Buffer.buffer(answer.getBytes(UTF_8)));
    }

    private static String answer(String target, JsonNode request) {
        return switch (target) {
            case "AmazonSQS.SendMessage" -> sent("", request);
            case "AmazonSQS.SendMessageBatch" ->
                    request.get("Entries")
                            .valueStream()
                            .map(entry ->
                                    sent("\"Id\":\"" + entry.get("Id").asString() + "\",", entry))
                            .collect(Collectors.joining(",", "{\"Successful\":[", "]}"));
            case "AmazonSQS.ReceiveMessage" ->
                    request.path("MaxNumberOfMessages").asInt() == 1 ? RECEIVED_ONE : RECEIVED;
            case "AmazonSQS.DeleteMessage" -> "{}";
            case "AmazonSQS.DeleteMessageBatch" -> DELETED;
            case "AmazonSQS.CreateQueue" -> "{\"QueueUrl\":\"http://ceiling/000000000000/bench\"}";
            default -> throw new IllegalArgumentException(target);
        };
    }

    /** 166 bytes, as is an answer to SendMessage with message attributes. */
    private static String sent(String id, JsonNode entry) {
        String digest = md5(entry.get("MessageBody").asString());
        return "{"
                + id
                + "\"MessageId\":\"5fea7756-0ea4-451a-a703-a558b933e274\",\"MD5OfMessageBody\":\""
                + digest
                + "\",\"MD5OfMessageAttributes\":\""
                + digest
                + "\"}";
    }

    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String message(int id) {
        String handle = "A".repeat(160) + id;
        return "{\"MessageId\":\""
                + new UUID(0, id)
                + "\",\"ReceiptHandle\":\""
                + handle
                + "\",\"MD5OfBody\":\""
                + md5(BODY)
                + "\",\"Body\":\""
                + BODY
                + "\"}";
    }

    private static String batch(String member, IntFunction<String> entry) {
        return IntStream.range(0, 10)
                .mapToObj(entry)
                .collect(Collectors.joining(",", "{\"" + member + "\":[", "]}"));
    }
}
