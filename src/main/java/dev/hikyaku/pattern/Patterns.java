package dev.hikyaku.pattern;

import java.io.IOException;
import java.io.UncheckedIOException;
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
 * <p>A pattern with wildcards has an automaton of its own. Beside others in one of event-ruler's
 * (2.1.0) it finds too much or too little: {@code *ab*} is missed beside an {@code a} in any case.
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

    private final GenericMachine<Compiled<K>> together = machine();
    private final Map<Compiled<K>, GenericMachine<Compiled<K>>> alone = new ConcurrentHashMap<>();
    private final Map<K, Compiled<K>> current = new ConcurrentHashMap<>();

    private static <T> GenericMachine<T> machine() {
        return GenericMachine.<T>builder().build();
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
        try {
            if (pattern == null) {
                current.remove(key);
            } else {
                var compiled = new Compiled<>(key, pattern);
                machineOf(compiled).addRule(compiled, pattern);
                current.put(key, compiled);
            }
            if (before != null) {
                machineOf(before).deleteRule(before, before.pattern);
                alone.remove(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GenericMachine<Compiled<K>> machineOf(Compiled<K> compiled) {
        return compiled.pattern.contains("wildcard")
                ? alone.computeIfAbsent(compiled, each -> machine())
                : together;
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
        gather(together, event, keys);
        alone.values().forEach(machine -> gather(machine, event, keys));
        return keys;
    }

    private void gather(GenericMachine<Compiled<K>> machine, String event, Set<K> keys) {
        if (machine.isEmpty()) {
            return;
        }
        try {
            for (Compiled<K> each : machine.rulesForJSONEvent(event)) {
                if (current.get(each.key) == each) {
                    keys.add(each.key);
                }
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException("an event that is no JSON object", e);
        }
    }
}
