package dev.hikyaku.forwarder;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.listener.SqsHeaders.MessageSystemAttributes;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** A message is acknowledged when the worker has answered with a 2xx: anything else throws. */
@Component
class Listener {
    private final RestClient worker;

    Listener(RestClient.Builder builder, @Value("${forwarder.url}") String url) {
        this.worker = builder.baseUrl(url).build();
    }

    @SqsListener("${forwarder.queue}")
    void forward(
            String body,
            @Header(MessageHeaders.ID) UUID id,
            @Header(MessageSystemAttributes.SQS_APPROXIMATE_RECEIVE_COUNT) String receiveCount) {
        worker.post()
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Aws-Sqsd-Msgid", id.toString())
                .header("X-Aws-Sqsd-Receive-Count", receiveCount)
                .body(body)
                .retrieve()
                .toBodilessEntity();
    }
}
