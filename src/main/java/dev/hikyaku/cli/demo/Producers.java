package dev.hikyaku.cli.demo;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Senders as an application would have them: the AWS SDK, one message a call. */
final class Producers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Producers.class);
    private static final int SENDERS = 8;

    private final SqsClient sqs;
    private final Tally tally;
    private final AtomicInteger next = new AtomicInteger();

    Producers(String endpoint, Tally tally) {
        this.tally = tally;
        this.sqs =
                SqsClient.builder()
                        .endpointOverride(URI.create(endpoint))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("demo", "demo")))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
    }

    /** Sends jobs 1 to n; returns when all of them are acknowledged. */
    void send(String queue, int jobs) {
        String url = url(queue);
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            for (int i = 0; i < SENDERS; i++) {
                senders.execute(() -> sendSome(url, jobs));
            }
        }
    }

    private void sendSome(String url, int jobs) {
        for (int number = next.incrementAndGet(); number <= jobs; number = next.incrementAndGet()) {
            Job job = Job.of(number, System.currentTimeMillis());
            try {
                sqs.sendMessage(request -> request.queueUrl(url).messageBody(job.body()));
                tally.sent(job);
            } catch (SdkException e) {
                LOG.error("Job {} was not acknowledged and does not count as sent", number, e);
            }
        }
    }

    /** Messages that can be received from a queue. */
    int waiting(String queue) {
        String url = url(queue);
        var attributes =
                sqs.getQueueAttributes(request ->
                                request.queueUrl(url)
                                        .attributeNames(
                                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        .attributes();
        return Integer.parseInt(
                attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"));
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    @Override
    public void close() {
        sqs.close();
    }
}
