package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.definition.DefinitionCommand;
import dev.hikyaku.journal.JournalCommand;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.schedule.MissedFirings;
import dev.hikyaku.schedule.ScheduleCommand;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.RocksStore;
import dev.hikyaku.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same log gives the same bytes and the same replies in every replica, wherever its groups end
 * and however often its process begins anew: what a machine holds in memory never shows.
 *
 * <p>A few seeds in every build; {@code -Dhikyaku.replay.seeds=7} or {@code =1-1000} runs others,
 * and {@code -Dhikyaku.replay.length=N} longer logs.
 */
class ReplayTest {
    private static final int LENGTH = Integer.getInteger("hikyaku.replay.length", 2_500);
    private static final int CHECK_EVERY = 500;

    /** Where a replica ends its groups and its processes. */
    private enum Cuts {
        /** Each command is a group. */
        NONE,
        /** Groups of many lengths. */
        GROUPS,
        /** The process ends after a group. */
        RESTARTS,
        /** The process ends within a group, or drops it; what is not on disk comes once more. */
        LOST_GROUPS,
        /** All of that. */
        ALL
    }

    private static Stream<Class<?>> everyKind() {
        return Stream.of(
                        QueueCommand.class,
                        DefinitionCommand.class,
                        JournalCommand.class,
                        ScheduleCommand.class)
                .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()));
    }

    static LongStream seeds() {
        String[] bounds = System.getProperty("hikyaku.replay.seeds", "1-5").split("-", 2);
        return LongStream.rangeClosed(
                Long.parseLong(bounds[0]), Long.parseLong(bounds[bounds.length - 1]));
    }

    private static MissedFirings missed(long seed) {
        return List.of(MissedFirings.values()).get((int) (seed % MissedFirings.values().length));
    }

    private static CommandLog log(long seed) {
        return RandomHistory.of(seed, missed(seed), LENGTH);
    }

    /** What one replica said and held. */
    private record Outcome(List<String> replies, List<List<String>> states) {}

    /** A replica on its way through a log. */
    private static final class Run {
        private final CommandLog log;
        private final Cuts cuts;
        private final Random random;
        private final Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
        private Replica replica;
        private int groupStart;
        private int lost = -1;

        Run(CommandLog log, Cuts cuts, long seed, Store store, UnaryOperator<Store> reopened) {
            this.log = log;
            this.cuts = cuts;
            this.random = new Random(seed);
            this.replica = new Replica(log.partitions(), missed(seed), store, reopened);
        }

        Outcome all() {
            int at = 0;
            while (at < log.entries().size()) {
                apply(at);
                at = at % CHECK_EVERY == CHECK_EVERY - 1 ? checked(at) : cut(at);
            }
            replica.finishGroup();
            outcome.states.add(replica.bytes());
            replica.close();
            return outcome;
        }

        private void apply(int at) {
            CommandLog.Entry entry = log.entries().get(at);
            String reply =
                    Canonical.text(
                            replica.apply(random.nextBoolean() ? entry : entry.inAnotherOrder()));
            if (at == outcome.replies.size()) {
                outcome.replies.add(reply);
            } else {
                assertThat(reply)
                        .as("the second reply to %s", entry)
                        .isEqualTo(outcome.replies.get(at));
            }
        }

        private int checked(int at) {
            finishGroup(at);
            outcome.states.add(replica.bytes());
            return at + 1;
        }

        private void finishGroup(int at) {
            replica.finishGroup();
            groupStart = at + 1;
        }

        /** Where to go on. */
        private int cut(int at) {
            boolean any = cuts == Cuts.ALL;
            if ((any || cuts == Cuts.LOST_GROUPS) && lost < groupStart && random.nextInt(20) == 0) {
                return lose();
            }
            if (cuts == Cuts.NONE || cuts == Cuts.RESTARTS || random.nextInt(8) == 0) {
                finishGroup(at);
                if ((any || cuts == Cuts.RESTARTS) && random.nextInt(25) == 0) {
                    replica = replica.restarted();
                }
            }
            return at + 1;
        }

        /** A group is lost once, not for ever. */
        private int lose() {
            lost = groupStart;
            if (random.nextBoolean()) {
                replica = replica.restarted();
            } else {
                replica.discardGroup();
            }
            return groupStart;
        }
    }

    private static Outcome run(CommandLog log, Cuts cuts, long seed) {
        return new Run(log, cuts, seed, new MemoryStore(), UnaryOperator.identity()).all();
    }

    private static void assertSame(Outcome actual, Outcome expected, CommandLog log, String what) {
        for (int i = 0; i < expected.replies().size(); i++) {
            assertThat(actual.replies().get(i))
                    .as("%s: the reply to %s", what, log.entries().get(i))
                    .isEqualTo(expected.replies().get(i));
        }
        for (int i = 0; i < expected.states().size(); i++) {
            assertThat(actual.states().get(i))
                    .as("%s: the bytes after %s commands", what, (i + 1) * CHECK_EVERY)
                    .isEqualTo(expected.states().get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void replicasOfOneLogAreTheSameWhereverItIsCut(long seed) {
        CommandLog log = log(seed);
        Outcome steady = run(log, Cuts.NONE, seed);

        for (Cuts cuts : Cuts.values()) {
            assertSame(
                    run(log, cuts, seed), steady, log, cuts + ", -Dhikyaku.replay.seeds=" + seed);
        }
    }

    @Test
    void replicaOnDiskIsTheSame(@TempDir Path folder) {
        CommandLog log = log(1);
        UnaryOperator<Store> reopened =
                store -> {
                    store.close();
                    return RocksStore.open(folder);
                };
        var onDisk = new Run(log, Cuts.ALL, 1, RocksStore.open(folder), reopened);

        assertSame(onDisk.all(), run(log, Cuts.NONE, 1), log, "on disk");
    }

    @Test
    void everyKindOfCommandIsInAHistoryAndMostAreNotRefused() {
        CommandLog log = log(1);
        var kinds = new HashSet<Class<?>>();
        log.entries().forEach(entry -> kinds.add(kind(entry.command())));
        List<String> replies = run(log, Cuts.NONE, 1).replies();

        assertThat(everyKind()).isSubsetOf(kinds);
        assertThat(replies.stream().filter(reply -> reply.contains(": ")).count())
                .isLessThan(replies.size() / 2);
        assertThat(run(log(2), Cuts.NONE, 2).replies()).isNotEqualTo(replies);
    }

    private static Class<?> kind(PartitionCommand command) {
        Object inner =
                switch (command) {
                    case PartitionCommand.Queue queue -> queue.command();
                    case PartitionCommand.Define define -> define.command();
                    case PartitionCommand.Journal journal -> journal.command();
                    case PartitionCommand.Schedule schedule -> schedule.command();
                    case PartitionCommand.Accept accept -> accept;
                    case PartitionCommand.Acknowledge acknowledge -> acknowledge;
                };
        return inner.getClass();
    }
}
