package dev.hikyaku.delivery.settings;

/** Which of a worker's queues goes first. */
public enum Priority {
    /** The first in the list that has a message. */
    STRICT,

    /** All that have messages, in proportion to their weights. */
    WEIGHTED
}
