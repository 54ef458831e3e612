package dev.hikyaku.topic;

import dev.hikyaku.pattern.Patterns;
import dev.hikyaku.topic.FilterPolicy.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Finds the subscriptions of a topic that want a message. All filter policies of a scope are
 * compiled together, so what it costs depends on the message and the matches, not on the number of
 * policies. Many threads may ask at once; a change waits for them.
 */
public final class TopicMatcher {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Subscription> all = new HashMap<>();
    private final Map<String, Subscription> unfiltered = new LinkedHashMap<>();
    private final Patterns<String> ofAttributes = new Patterns<>();
    private final Patterns<String> ofBodies = new Patterns<>();

    /** Adds a subscription, or replaces it. One that is pending wants nothing. */
    public void put(Subscription subscription) {
        lock.writeLock().lock();
        try {
            drop(subscription.arn());
            if (!subscription.pending()) {
                add(subscription);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Takes a subscription away; one that is not there is no error. */
    public void remove(String arn) {
        lock.writeLock().lock();
        try {
            drop(arn);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(Subscription subscription) {
        all.put(subscription.arn(), subscription);
        FilterPolicy policy = subscription.filterPolicy();
        if (policy == null) {
            unfiltered.put(subscription.arn(), subscription);
            return;
        }
        patterns(policy).set(subscription.arn(), policy.json());
    }

    private void drop(String arn) {
        Subscription old = all.remove(arn);
        if (old == null) {
            return;
        }
        unfiltered.remove(arn);
        FilterPolicy policy = old.filterPolicy();
        if (policy != null) {
            patterns(policy).set(arn, null);
        }
    }

    private Patterns<String> patterns(FilterPolicy policy) {
        return policy.scope() == Scope.MESSAGE_BODY ? ofBodies : ofAttributes;
    }

    /** The subscriptions that a message goes to. */
    public List<Subscription> matching(Notification message) {
        lock.readLock().lock();
        try {
            var found = new ArrayList<>(unfiltered.values());
            found.addAll(byAttributes(message));
            found.addAll(byBody(message));
            return found;
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<Subscription> byAttributes(Notification message) {
        return ofAttributes.isEmpty()
                ? List.of()
                : match(ofAttributes, AttributeEvent.of(message.attributes()));
    }

    /** Protocols may be sent different texts; each is judged by its own. */
    private List<Subscription> byBody(Notification message) {
        if (ofBodies.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Subscription>();
        for (var each : message.protocolsByText().entrySet()) {
            if (TopicJson.object(each.getKey()).isPresent()) {
                Set<Protocol> protocols = each.getValue();
                match(ofBodies, each.getKey()).stream()
                        .filter(subscription -> protocols.contains(subscription.protocol()))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private List<Subscription> match(Patterns<String> patterns, String event) {
        return patterns.matching(event).stream().map(all::get).filter(Objects::nonNull).toList();
    }
}
