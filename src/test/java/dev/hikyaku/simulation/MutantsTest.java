package dev.hikyaku.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the simulator itself: bugs that it must find, and by which invariant. */
class MutantsTest {
    private static final long STEPS = 20_000;
    private static final long SEEDS = 5;
    private static final String ENGINE = "dev.hikyaku.engine.";
    private static final String QUEUE = "dev.hikyaku.queue.";
    private static final String SCHEDULE = "dev.hikyaku.schedule.";

    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of(
                        Mutant.before(
                                "one sync of five is forgotten",
                                ENGINE + "Committer",
                                "sync",
                                "(Z)V",
                                MutantsTest::returnAtEachFifthTurn),
                        // whatever was to be on disk first; a receive that was not makes its
                        // handle a stale one
                        Set.of(
                                Invariant.STALE_HANDLE,
                                Invariant.NO_ACKNOWLEDGED_SEND_LOST,
                                Invariant.NO_ACKNOWLEDGED_DELETE_UNDONE,
                                Invariant.INVISIBLE_IN_FLIGHT,
                                Invariant.RECEIVE_COUNT)),
                Arguments.of(
                        Mutant.before(
                                "a delete from a standard queue does nothing",
                                QUEUE + "Settlements",
                                "delete",
                                "ReceiptHandle;)",
                                MutantsTest::returnNullUnlessFifo),
                        Set.of(Invariant.NO_ACKNOWLEDGED_DELETE_UNDONE)),
                Arguments.of(
                        Mutant.instead(
                                "a receipt handle of an older receive is good",
                                QUEUE + "Location",
                                "receiveCount",
                                "()I",
                                code -> code.iconst_1().ireturn()),
                        // when it is used, or when the message that it deleted is missing
                        Set.of(Invariant.STALE_HANDLE, Invariant.NO_ACKNOWLEDGED_SEND_LOST)),
                Arguments.of(
                        Mutant.instead(
                                "a group is not locked while it is worked on",
                                QUEUE + "Groups",
                                "countInFlight",
                                ")V",
                                CodeBuilder::return_),
                        Set.of(Invariant.FIFO_ONE_IN_FLIGHT)),
                Arguments.of(
                        Mutant.before(
                                "a message in flight is counted twice",
                                QUEUE + "TimedIndex",
                                "count",
                                "I)V",
                                code -> code.iload(4).iconst_2().imul().istore(4)),
                        Set.of(Invariant.COUNTS)),
                Arguments.of(
                        Mutant.before(
                                "a schedule fires twice for a time",
                                SCHEDULE + "Timetable",
                                "next",
                                "Slot;",
                                code -> code.lload(2).lconst_1().lsub().lstore(2)),
                        Set.of(Invariant.SCHEDULE_SLOT)),
                Arguments.of(
                        Mutant.instead(
                                "the deduplication window is forgotten",
                                QUEUE + "Remembered",
                                "note",
                                ")V",
                                CodeBuilder::return_),
                        Set.of(Invariant.DEDUPLICATION)),
                Arguments.of(
                        Mutant.instead(
                                "the outbox is delivered without deduplication",
                                ENGINE + "PartitionMachine",
                                "lambda$accept$",
                                "Outbox$Entry;)Z",
                                code -> code.iconst_1().ireturn()),
                        Set.of(Invariant.MOVED_ONCE)),
                Arguments.of(
                        Mutant.instead(
                                "a dead letter is one receive early",
                                QUEUE + "Entry",
                                "arrivalCount",
                                "()I",
                                code -> code.iconst_m1().ireturn()),
                        Set.of(Invariant.DEAD_LETTER)),
                Arguments.of(
                        Mutant.instead(
                                "what is past its retention is handed out",
                                QUEUE + "Retention",
                                "isOver",
                                ")Z",
                                code -> code.iconst_0().ireturn()),
                        Set.of(Invariant.RETENTION)),
                Arguments.of(
                        Mutant.instead(
                                "a receive that waits is not woken",
                                ENGINE + "Receives",
                                "serve",
                                "(J)Z",
                                code -> code.iconst_0().ireturn()),
                        Set.of(Invariant.LONG_POLL)),
                Arguments.of(
                        Mutant.instead(
                                "a topic forgets its subscribers",
                                "dev.hikyaku.topic.TopicMatcher",
                                "matching",
                                "List;",
                                code ->
                                        code.invokestatic(
                                                        ClassDesc.of("java.util.List"),
                                                        "of",
                                                        MethodTypeDesc.of(
                                                                ClassDesc.of("java.util.List")),
                                                        true)
                                                .areturn()),
                        Set.of(Invariant.EVERY_SUBSCRIBER)));
    }

    private static void returnAtEachFifthTurn(CodeBuilder code) {
        code.aload(0)
                .getfield(ClassDesc.of(ENGINE + "Committer"), "turnsTaken", ConstantDescs.CD_long)
                .ldc(5L)
                .lrem()
                .lconst_0()
                .lcmp()
                .ifThen(Opcode.IFEQ, CodeBuilder::return_);
    }

    private static void returnNullUnlessFifo(CodeBuilder code) {
        code.aload(2)
                .invokevirtual(
                        ClassDesc.of(QUEUE + "QueueState"),
                        "fifo",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean))
                .ifThen(Opcode.IFEQ, unless -> unless.aconst_null().areturn());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isFound(Mutant mutant, Set<Invariant> invariants) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // of a class that is this one's twin
        var probe =
                (Function<long[], String>)
                        new MutantLoader(mutant)
                                .loadClass(Probe.class.getName())
                                .getDeclaredConstructor()
                                .newInstance();

        String found = probe.apply(new long[] {1, STEPS, SEEDS});

        assertThat(invariants)
                .as("%s: %s", mutant.bug(), found)
                .anyMatch(invariant -> found.startsWith(invariant + " "));
    }
}
