package dev.hikyaku.api.events;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.Page;
import dev.hikyaku.api.Scope;
import dev.hikyaku.broker.buses.Buses;
import dev.hikyaku.broker.buses.Quotas;
import dev.hikyaku.broker.buses.Vault;
import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.engine.Kind;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the actions share. */
record Events(Buses buses, Endpoint endpoint) {
    static final int LIMIT_MAX = 100;

    EventScope scope(Caller caller) {
        Scope scope = Scope.of(caller, endpoint);
        return new EventScope(scope.region(), scope.account());
    }

    /** The bus that a request names; null means the default one. */
    BusArn bus(Caller caller, @Nullable String nameOrArn) {
        return scope(caller).bus(nameOrArn);
    }

    Definitions definitions() {
        return buses.definitions();
    }

    Vault vault() {
        return buses.vault();
    }

    Quotas quotas() {
        return new Quotas(definitions());
    }

    Instant now() {
        return buses.now();
    }

    /** A page of at most 100. */
    static <T> Page<T> page(Stream<T> rest, @Nullable Integer limit, Function<T, String> position) {
        return Page.of(rest, limit == null ? LIMIT_MAX : limit, position);
    }

    /** All of a kind that are homes of their own, below a prefix of ARNs, behind a position. */
    <T> Stream<Defined<T>> list(Kind<T> kind, String prefix, @Nullable String nextToken) {
        String after = Page.position(nextToken);
        return definitions().list(kind, prefix, after, after == null ? null : "");
    }

    /** The last part of an ARN. */
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** What all lists demand of their paging. */
    static Constraints paging(
            Constraints constraints, @Nullable String nextToken, @Nullable Integer limit) {
        return constraints
                .text("nextToken", nextToken, Fields.NEXT_TOKEN)
                .number("limit", limit, 1, LIMIT_MAX);
    }
}
