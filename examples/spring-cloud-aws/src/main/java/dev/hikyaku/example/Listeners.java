package dev.hikyaku.example;

import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.listener.SqsHeaders.MessageSystemAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;

/** What is done with the messages. The queues are created when the listeners start. */
@Component
class Listeners {
    static final String ORDERS = "spring-orders.fifo";
    static final String REPORTS = "spring-reports";

    private final Map<String, List<String>> orders = new ConcurrentHashMap<>();
    private final Set<String> reports = ConcurrentHashMap.newKeySet();

    /** One order of a customer after the other; those of different customers at the same time. */
    @SqsListener(ORDERS)
    void order(
            String number,
            @Header(MessageSystemAttributes.SQS_MESSAGE_GROUP_ID_HEADER) String customer) {
        orders.computeIfAbsent(customer, first -> new CopyOnWriteArrayList<>()).add(number);
    }

    /** In any order, and now and then twice: a report counts once. */
    @SqsListener(REPORTS)
    void report(String number) {
        reports.add(number);
    }

    /** The numbers of a customer's orders, as they came. */
    List<String> orders(String customer) {
        return List.copyOf(orders.getOrDefault(customer, List.of()));
    }

    Set<String> reports() {
        return Set.copyOf(reports);
    }
}
