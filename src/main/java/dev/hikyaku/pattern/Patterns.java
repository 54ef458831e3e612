package dev.hikyaku.pattern;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.GenericMachine;

/**
 * Many patterns compiled into an automaton, so that an event is read once, however many there are.
 * Any thread may ask while another changes it.
 *
 * <p>Faults of event-ruler's (2.1.0) are gone round. Each alternative of a pattern has a name of
 * its own: under one, {@code {"$or":[{"a":["x"]},{"a":["x","y"]}]}} misses {@code {"a":"y"}}. What
 * disregards case is in one automaton only with what does so in the same fields: beside {@code
 * [{"prefix":{"equals-ignore-case":"a"}},{"anything-but":{"suffix":"ba"}}]}, {@code ["ab"]} misses
 * {@code ab} every other time. What has wildcards is alone, for taking such away spoils others.
 *
 * @param <K> what a pattern is known by
 */
public final class Patterns<K> {
    /** One version of a pattern; by identity, so that a new one never meets the old one. */
    private static final class Compiled<K> {
        private final K key;
        private final String pattern;

        Compiled(K key, String pattern) {
            this.key = key;
            this.pattern = pattern;
        }
    }

    /** What an alternative of a pattern is known by. */
    private record Name<K>(Compiled<K> of, int number) {}

    /** By the shape of what is in them; those of one alternative with wildcards, by its name. */
    private final Map<Object, GenericMachine<Name<K>>> machines = new ConcurrentHashMap<>();

    private final Map<K, Compiled<K>> current = new ConcurrentHashMap<>();

    private static <T> GenericMachine<T> machine() {
        return GenericMachine.<T>builder().build();
    }

    /**
     * Whether an event matches a pattern.
     *
     * @throws IllegalArgumentException if the event is no JSON object
     */
    public static boolean matches(String pattern, String event) {
        var patterns = new Patterns<String>();
        patterns.set(pattern, pattern);
        return !patterns.matching(event).isEmpty();
    }

    /**
     * Checks that a pattern, which may be any for the compiler, is not too big when written out.
     *
     * @throws IllegalArgumentException that says why it cannot be set
     */
    public static void check(String pattern) {
        Alternative.allOf(pattern);
    }

    /**
     * Sets a pattern, or takes it away.
     *
     * @param pattern a checked one; null for none
     */
    public synchronized void set(K key, @Nullable String pattern) {
        Compiled<K> before = current.get(key);
        if (before != null && Objects.equals(before.pattern, pattern)) {
            return;
        }
        if (pattern == null) {
            current.remove(key);
        } else {
            var compiled = new Compiled<>(key, pattern);
            add(compiled);
            current.put(key, compiled);
        }
        if (before != null) {
            remove(before);
        }
    }

    private void add(Compiled<K> compiled) {
        int number = 0;
        for (Alternative each : Alternative.allOf(compiled.pattern)) {
            var name = new Name<>(compiled, number++);
            machines.computeIfAbsent(home(name, each), home -> machine())
                    .addPatternRule(name, each.fields());
        }
    }

    private void remove(Compiled<K> compiled) {
        int number = 0;
        for (Alternative each : Alternative.allOf(compiled.pattern)) {
            var name = new Name<>(compiled, number++);
            machines.computeIfPresent(
                    home(name, each),
                    (home, machine) -> {
                        machine.deletePatternRule(name, each.fields());
                        return machine.isEmpty() ? null : machine;
                    });
        }
    }

    private static Object home(Name<?> name, Alternative alternative) {
        return alternative.wild() ? name : alternative.shape();
    }

    public boolean isEmpty() {
        return current.isEmpty();
    }

    /**
     * The keys of all patterns that an event matches, in no particular order.
     *
     * @param event a JSON object
     * @throws IllegalArgumentException if the event is none
     */
    public Set<K> matching(String event) {
        var keys = new HashSet<K>();
        machines.values().forEach(machine -> gather(machine, event, keys));
        return keys;
    }

    private void gather(GenericMachine<Name<K>> machine, String event, Set<K> keys) {
        try {
            for (Name<K> each : machine.rulesForJSONEvent(event)) {
                K key = each.of.key;
                if (current.get(key) == each.of) {
                    keys.add(key);
                }
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("an event that is no JSON object", e);
        }
    }
}
