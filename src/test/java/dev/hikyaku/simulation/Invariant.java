package dev.hikyaku.simulation;

/** What must hold, each with the sentence that promises it and where that is written. */
enum Invariant {
    NO_ACKNOWLEDGED_SEND_LOST(
            "nothing is acknowledged before its sync; a crash loses only what nobody was told of",
            "docs/STATE_MACHINES.md, invariants"),
    NO_ACKNOWLEDGED_DELETE_UNDONE(
            "Deletes the specified message from the specified queue.",
            "AWS: SQS API, DeleteMessage"),
    INVISIBLE_IN_FLIGHT(
            "The duration (in seconds) that the received messages are hidden from subsequent"
                    + " retrieve requests after being retrieved by a ReceiveMessage request.",
            "AWS: SQS API, ReceiveMessage, VisibilityTimeout"),
    RECEIVE_COUNT(
            "Returns the number of times a message has been received across all queues but not"
                    + " deleted.",
            "AWS: SQS API, ReceiveMessage, ApproximateReceiveCount"),
    FIFO_ORDER(
            "Messages that belong to the same message group are processed in a FIFO manner",
            "AWS: SQS API, SendMessage, MessageGroupId"),
    FIFO_ONE_IN_FLIGHT(
            "within a group nothing overtakes, and the messages of one receive only are in flight",
            "docs/STATE_MACHINES.md, invariants"),
    STALE_HANDLE("a stale receipt handle touches nothing", "docs/STATE_MACHINES.md, invariants"),
    DEDUPLICATION(
            "If a message with a particular MessageDeduplicationId is sent successfully, any"
                    + " messages sent with the same MessageDeduplicationId are accepted"
                    + " successfully but aren't delivered during the 5-minute deduplication"
                    + " interval.",
            "AWS: SQS API, SendMessage, MessageDeduplicationId"),
    RECEIVE_ATTEMPT(
            "A receive whose attempt id is known gets the same messages and handles",
            "docs/STATE_MACHINES.md, what a FIFO queue remembers"),
    DEAD_LETTER(
            "The number of times a message is delivered to the source queue before being moved to"
                    + " the dead-letter queue.",
            "AWS: SQS API, CreateQueue, maxReceiveCount"),
    COUNTS(
            "counters, index and bodies agree, in every state",
            "docs/STATE_MACHINES.md, invariants"),
    SCHEDULE_SLOT(
            "each schedule fires at most once for each time that it names, and is not forgotten",
            "docs/SCHEDULES.md"),
    EVERY_SUBSCRIBER(
            "The publish is answered when all are on disk.", "docs/ARCHITECTURE.md, a publish"),
    ONLY_MATCHING(
            "Who does not match is not sent the message: filter policies and event patterns.",
            "docs/TOPICS.md, docs/EVENTS.md"),
    MOVED_ONCE(
            "a move task loses nothing, doubles nothing, goes on after a restart",
            "docs/STATE_MACHINES.md, invariants"),
    RETENTION("an expired message is not handed out", "docs/STATE_MACHINES.md, invariants"),
    FAIR("who has less in flight goes first", "docs/STATE_MACHINES.md, invariants"),
    LONG_POLL(
            "Receives of one queue are served by the first message that becomes visible",
            "docs/ARCHITECTURE.md, the life of a receive"),
    DEFINITIONS_KEPT(
            "A definition that was acknowledged is there after every crash, as it was.",
            "docs/ARCHITECTURE.md, definitions"),
    ARCHIVED(
            "What an archive's pattern matches is in its journal when the put is answered.",
            "docs/EVENTS.md"),
    REPLY(
            "A refusal, or an answer, is the one that the reference model gives.",
            "docs/SIMULATION.md"),
    ENGINE_SOUND(
            "No command ends in an internal failure that the simulation has not caused.",
            "docs/STATE_MACHINES.md, a bug in one command");

    private final String sentence;
    private final String source;

    Invariant(String sentence, String source) {
        this.sentence = sentence;
        this.source = source;
    }

    String sentence() {
        return sentence;
    }

    String source() {
        return source;
    }
}
