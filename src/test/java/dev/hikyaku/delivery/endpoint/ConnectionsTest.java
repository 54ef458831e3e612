package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private final ArrayDeque<Runnable> looks = new ArrayDeque<>();
    private final Connections connections = new Connections(this::client, looks::add);
    private int made;
    private int closed;

    private HttpClient client() {
        made++;
        return (HttpClient)
                Proxy.newProxyInstance(
                        HttpClient.class.getClassLoader(),
                        new Class<?>[] {HttpClient.class},
                        (proxy, method, arguments) -> {
                            closed += method.getName().equals("close") ? 1 : 0;
                            return Future.failedFuture(method.getName());
                        });
    }

    private void start() {
        connections.starts();
        connections.request(new RequestOptions());
    }

    @Test
    void aWorkerThatNeverHadARequestHasNoClientAndNoTimer() {
        assertThat(made).isZero();
        assertThat(looks).isEmpty();
    }

    @Test
    void aClientIsClosedWhenThereWasNoRequestForAWhileAndMadeAgain() {
        start();
        connections.ends();

        looks.remove().run();
        assertThat(closed).as("it was used since").isZero();
        looks.remove().run();
        assertThat(closed).isEqualTo(1);
        assertThat(looks).isEmpty();

        start();
        assertThat(made).isEqualTo(2);
        assertThat(looks).hasSize(1);
    }

    @Test
    void aRequestUnderWayKeepsItsClient() {
        start();

        looks.remove().run();
        looks.remove().run();
        looks.remove().run();
        assertThat(closed).isZero();

        connections.ends();
        looks.remove().run();
        assertThat(closed).isEqualTo(1);
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        start();
        connections.close();
        assertThat(closed).isEqualTo(1);

        looks.remove().run();
        Future<?> late = connections.request(new RequestOptions());
        assertThat(late.cause()).hasMessage("the worker has ended");
        assertThat(made).isEqualTo(1);
    }
}
