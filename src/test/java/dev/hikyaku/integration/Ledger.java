package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the server has promised, by the bodies of messages, which are all different. A request whose
 * answer never came may have taken effect or not; what it was about is then neither owed nor
 * forbidden.
 */
final class Ledger {
    private final Set<String> triedToSend = ConcurrentHashMap.newKeySet();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> triedToDelete = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> deletedAt = new ConcurrentHashMap<>();

    void sending(String body) {
        triedToSend.add(body);
    }

    void sent(String body) {
        sent.add(body);
    }

    void deleting(String body) {
        triedToDelete.add(body);
    }

    /** The delete was acknowledged while its receipt handle was certainly good. */
    void deleted(String body) {
        deletedAt.put(body, System.nanoTime());
    }

    /** A receive that was asked for at this time has brought a message. */
    void received(String body, long askedAt) {
        Long deleted = deletedAt.get(body);
        if (deleted != null && askedAt > deleted) {
            throw new AssertionError(body + " was received after its delete was acknowledged");
        }
        if (!triedToSend.contains(body)) {
            throw new AssertionError(body + " was received but never sent");
        }
    }

    int acknowledgedSends() {
        return sent.size();
    }

    int acknowledgedDeletes() {
        return deletedAt.size();
    }

    /** What has to be there. */
    Set<String> owed() {
        var owed = new HashSet<>(sent);
        owed.removeAll(triedToDelete);
        return owed;
    }

    /** Whether the server can have this many messages. */
    void assertPossible(int messages) {
        assertThat(messages)
                .as("messages that the server counts after a crash")
                .isBetween(owed().size(), triedToSend.size() - deletedAt.size());
    }
}
