package dev.hikyaku.example;

import io.awspring.cloud.sqs.operations.SqsTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Sends messages and looks at what the listeners make of them. */
@Component
class Check {
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final List<String> CUSTOMERS = List.of("ada", "grace", "edsger", "barbara");
    private static final List<String> NUMBERS =
            IntStream.rangeClosed(1, 25).mapToObj(Integer::toString).toList();

    private final SqsTemplate sqs;
    private final Listeners listeners;

    Check(SqsTemplate sqs, Listeners listeners) {
        this.sqs = sqs;
        this.listeners = listeners;
    }

    boolean run() {
        send();
        boolean orders = CUSTOMERS.stream().filter(this::inOrder).count() == CUSTOMERS.size();
        boolean reports = await(() -> listeners.reports().containsAll(NUMBERS));
        System.out.printf("reports: %d of %d%n", listeners.reports().size(), NUMBERS.size());
        return orders && reports;
    }

    private void send() {
        for (String number : NUMBERS) {
            CUSTOMERS.forEach(customer -> order(customer, number));
            sqs.send(to -> to.queue(Listeners.REPORTS).payload(number));
        }
        int orders = CUSTOMERS.size() * NUMBERS.size();
        System.out.printf("sent %d orders and %d reports%n", orders, NUMBERS.size());
    }

    private void order(String customer, String number) {
        sqs.send(to -> to.queue(Listeners.ORDERS).payload(number).messageGroupId(customer));
    }

    private boolean inOrder(String customer) {
        boolean inOrder = await(() -> listeners.orders(customer).equals(NUMBERS));
        String came = String.join(" ", listeners.orders(customer));
        System.out.printf("%s: %s: %s%n", customer, inOrder ? "in order" : "NOT IN ORDER", came);
        return inOrder;
    }

    private static boolean await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + AT_MOST.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadlineNanos) {
            pause();
        }
        return condition.getAsBoolean();
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while it waited", e);
        }
    }
}
