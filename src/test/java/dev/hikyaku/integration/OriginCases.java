package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.TestWorker.Delivery;
import dev.hikyaku.integration.TestWorker.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** How a worker knows the daemon. */
interface OriginCases extends DaemonCases {
    String OLD_KEY = "the key that is going away";
    String NEW_KEY = "the key that takes its place";
    Pattern SIGNATURE = Pattern.compile("t=([0-9]+),v1=([0-9a-f]{64}),v1=([0-9a-f]{64})");

    private static String mac(String key, String time, Delivery delivery) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String before = time + "." + delivery.header("X-Aws-Sqsd-Msgid") + ".";
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(delivery.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertSigned(Delivery delivery) {
        var signature = SIGNATURE.matcher(delivery.header("X-Hikyaku-Signature"));
        assertThat(signature.matches()).as(delivery.head()).isTrue();
        String time = signature.group(1);
        assertThat(List.of(signature.group(2), signature.group(3)))
                .containsExactlyInAnyOrder(
                        mac(OLD_KEY, time, delivery), mac(NEW_KEY, time, delivery));
        assertThat(Instant.ofEpochSecond(Long.parseLong(time)))
                .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(2));
    }

    /** While keys change, a worker may know either. */
    @Test
    default void aRequestIsSignedWithBothKeysAndHasTheToken() {
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("signing-secrets", List.of(OLD_KEY, NEW_KEY))
                                        .with("bearer-token", "a-token.of_mine"));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("signed \u00e9\u3042", "signed, too"));
            awaitEmpty(daemon, sqs);
            assertThat(worker.deliveries())
                    .hasSize(2)
                    .allSatisfy(delivery -> {
                        assertSigned(delivery);
                        assertThat(delivery.headerLines())
                                .contains("Authorization: Bearer a-token.of_mine");
                    });
        }
    }

    @Test
    default void secretsMayComeFromFiles() throws IOException {
        var keys = Files.writeString(newFolder().resolve("keys"), OLD_KEY + "\n" + NEW_KEY + "\n");
        var token = Files.writeString(newFolder().resolve("token"), "from-a-file\n");
        try (var worker = TestWorker.replying(delivery -> Reply.OK);
                var daemon =
                        start(
                                setup(worker.url("/"))
                                        .with("format", "event")
                                        .with("signing-secrets-file", keys.toString())
                                        .with("bearer-token-file", token.toString()));
                var sqs = daemon.sqs()) {
            send(sqs, daemon.queue().name(), List.of("an event"));
            awaitEmpty(daemon, sqs);
            Delivery delivery = worker.deliveries().getFirst();
            assertSigned(delivery);
            assertThat(delivery.header("Authorization")).isEqualTo("Bearer from-a-file");
        }
    }
}
