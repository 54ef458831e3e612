package dev.hikyaku.delivery.periodic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is due, by what was dealt with: of a task's runs since then the last one, unless it is too
 * late for that, too. A run is late when its minute and the grace period are over.
 */
final class Timetable {
    /** How long tasks are remembered that this file does not have, for another version's sake. */
    static final Duration OTHERS_KEPT = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);

    private final List<PeriodicTask> tasks;
    private final Duration grace;

    Timetable(List<PeriodicTask> tasks, Duration grace) {
        this.tasks = tasks;
        this.grace = grace;
    }

    /** A run to be sent. */
    record Run(PeriodicTask task, Instant at) {}

    /**
     * What a look at the clock says.
     *
     * @param token what is dealt with, but for the runs that are due
     */
    record Due(List<Run> runs, Token token) {
        /** What is dealt with once these runs were sent. */
        Token with(List<Run> sent) {
            var all = new HashMap<>(token.runs());
            sent.forEach(run -> all.put(run.task.name(), run.at));
            return new Token(all);
        }
    }

    Due due(Token token, Instant now) {
        var runs = new ArrayList<Run>();
        Map<String, Instant> dealtWith = new HashMap<>();
        for (PeriodicTask task : tasks) {
            Instant before = token.runs().get(task.name());
            if (before == null) {
                dealtWith.put(task.name(), now); // it is new: nothing was missed
                continue;
            }
            dealtWith.put(task.name(), before);
            Instant last = task.schedule().upTo(now);
            if (last == null || !last.isAfter(before)) {
                continue;
            }
            if (late(last, now)) {
                LOG.warn("The periodic task {} missed its run at {}", task.name(), last);
                dealtWith.put(task.name(), last);
            } else {
                noteMissed(task, before, last);
                runs.add(new Run(task, last));
            }
        }
        Instant kept = now.minus(OTHERS_KEPT);
        token.runs()
                .forEach((name, at) -> {
                    if (at.isAfter(kept)) {
                        dealtWith.putIfAbsent(name, at);
                    }
                });
        return new Due(runs, new Token(dealtWith));
    }

    private boolean late(Instant run, Instant now) {
        boolean itsMinute = !run.isBefore(now.truncatedTo(ChronoUnit.MINUTES));
        return !itsMinute && run.plus(grace).isBefore(now);
    }

    private static void noteMissed(PeriodicTask task, Instant before, Instant last) {
        Instant first = task.schedule().after(before);
        if (first != null && first.isBefore(last)) {
            LOG.warn(
                    "The periodic task {} missed its runs from {} on; one is sent, for {}",
                    task.name(),
                    first,
                    last);
        }
    }

    /** When something is due next; null for never. */
    @Nullable Instant next(Instant now) {
        Instant next = null;
        for (PeriodicTask task : tasks) {
            Instant at = task.schedule().after(now);
            if (at != null && (next == null || at.isBefore(next))) {
                next = at;
            }
        }
        return next;
    }
}
