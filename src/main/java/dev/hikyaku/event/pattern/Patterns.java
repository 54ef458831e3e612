package dev.hikyaku.event.pattern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.GenericMachine;

/**
 * Many patterns compiled into one automaton, so that an event is read once, however many there are.
 * Any thread may ask while another changes it.
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

    private final GenericMachine<Compiled<K>> machine =
            GenericMachine.<Compiled<K>>builder().build();
    private final Map<K, Compiled<K>> current = new ConcurrentHashMap<>();

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
                machine.addRule(compiled, pattern);
                current.put(key, compiled);
            }
            if (before != null) {
                machine.deleteRule(before, before.pattern);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The keys of all patterns that an event matches, in no particular order.
     *
     * @param event a JSON object
     * @throws IllegalArgumentException if the event is none
     */
    public Set<K> matching(String event) {
        var keys = new LinkedHashSet<K>();
        if (current.isEmpty()) {
            return keys;
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
        return keys;
    }
}
