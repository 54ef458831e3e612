package dev.hikyaku.delivery.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was set, and the defaults for the rest. Never changes. */
public final class Values {
    /** Defaults only. */
    public static final Values NONE = new Values(Map.of());

    private final Map<Setting<?>, Object> set;

    private Values(Map<Setting<?>, Object> set) {
        this.set = set;
    }

    /** These, and this one. */
    public <T> Values with(Setting<T> setting, T value) {
        var more = new HashMap<>(set);
        more.put(setting, Objects.requireNonNull(value));
        return new Values(Map.copyOf(more));
    }

    /** What was set, or the default; null if there is neither. */
    @SuppressWarnings("unchecked") // with() lets nothing else in
    public <T> @Nullable T find(Setting<T> setting) {
        Object value = set.get(setting);
        return value == null ? setting.fallback() : (T) value;
    }

    /** Of a setting that has a default. */
    public <T> T get(Setting<T> setting) {
        return Objects.requireNonNull(find(setting), setting.key());
    }

    public boolean has(Setting<?> setting) {
        return set.containsKey(setting);
    }
}
