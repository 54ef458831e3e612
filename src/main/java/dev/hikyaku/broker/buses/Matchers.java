package dev.hikyaku.broker.buses;

import dev.hikyaku.engine.Defined;
import dev.hikyaku.engine.Definitions;
import dev.hikyaku.event.Archive;
import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.RuleArn;
import dev.hikyaku.event.Target;
import dev.hikyaku.event.input.TargetInput;
import dev.hikyaku.pattern.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each bus's events are matched against, compiled; follows the definitions. Any thread may
 * ask.
 */
final class Matchers {
    /** A rule that is enabled and has a pattern. */
    record Compiled(RuleArn arn, List<Outlet> outlets) {
        /** A target and what it gets. */
        record Outlet(Target target, TargetInput input) {}

        static Compiled of(RuleArn arn, Rule rule) {
            return new Compiled(
                    arn,
                    rule.targets().stream()
                            .map(target -> new Outlet(target, TargetInput.of(target)))
                            .toList());
        }
    }

    /** What an event has met. */
    record Met(List<Compiled> rules, List<String> journals) {}

    private record Key(boolean archive, String name) {}

    /** One bus's. */
    private static final class Bus {
        private final Patterns<Key> patterns = new Patterns<>();
        private final Map<String, Compiled> rules = new ConcurrentHashMap<>();
        private final Map<String, Archive> archives = new ConcurrentHashMap<>();
    }

    private final Map<String, Bus> buses = new ConcurrentHashMap<>();

    /** Follows rules and archives from now on. */
    void listen(Definitions definitions) {
        definitions.listen(
                Kinds.RULE,
                new Definitions.Listener<>() {
                    @Override
                    public void defined(Defined<Rule> rule) {
                        set(rule);
                    }

                    @Override
                    public void removed(Defined<Rule> rule) {
                        unset(rule.home(), rule.name());
                    }
                });
        definitions.listen(
                Kinds.ARCHIVE,
                new Definitions.Listener<>() {
                    @Override
                    public void defined(Defined<Archive> archive) {
                        set(archive.home(), archive.value());
                    }

                    @Override
                    public void removed(Defined<Archive> archive) {
                        unset(archive.home(), archive.value());
                    }
                });
    }

    private Bus bus(String arn) {
        return buses.computeIfAbsent(arn, name -> new Bus());
    }

    private void set(Defined<Rule> definition) {
        Rule rule = definition.value();
        BusArn arn = BusArn.parse(definition.home());
        if (arn == null || !rule.enabled() || rule.eventPattern() == null) {
            unset(definition.home(), definition.name());
            return;
        }
        Bus bus = bus(definition.home());
        bus.rules.put(definition.name(), Compiled.of(arn.rule(definition.name()), rule));
        bus.patterns.set(new Key(false, definition.name()), rule.eventPattern());
    }

    private void unset(String busArn, String rule) {
        Bus bus = bus(busArn);
        bus.patterns.set(new Key(false, rule), null);
        bus.rules.remove(rule);
    }

    private void set(String arn, Archive archive) {
        Bus bus = bus(archive.eventSourceArn());
        bus.archives.put(arn, archive);
        bus.patterns.set(new Key(true, arn), archive.eventPattern());
    }

    private void unset(String arn, Archive archive) {
        Bus bus = bus(archive.eventSourceArn());
        bus.patterns.set(new Key(true, arn), null);
        bus.archives.remove(arn);
    }

    /** What an event of a bus meets. */
    Met matching(BusArn arn, String event) {
        var rules = new ArrayList<Compiled>();
        var journals = new ArrayList<String>();
        Bus bus = buses.get(arn.toString());
        if (bus != null) {
            for (Key key : bus.patterns.matching(event)) {
                if (key.archive) {
                    addJournal(journals, bus.archives.get(key.name));
                } else {
                    Compiled rule = bus.rules.get(key.name);
                    if (rule != null) {
                        rules.add(rule);
                    }
                }
            }
            bus.archives.values().stream()
                    .filter(archive -> archive.eventPattern() == null)
                    .forEach(archive -> addJournal(journals, archive));
        }
        return new Met(rules, journals);
    }

    private static void addJournal(List<String> journals, @Nullable Archive archive) {
        if (archive != null) {
            journals.add(archive.journal());
        }
    }
}
