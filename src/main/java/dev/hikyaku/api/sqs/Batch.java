package dev.hikyaku.api.sqs;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.ServiceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way: the entries that were fit to be tried, and the errors of those that were not.
 * One entry's error leaves the others alone.
 *
 * @param accepted what was made of the good entries, in their order
 */
record Batch<T>(List<Accepted<T>> accepted, List<BatchResultErrorEntry> failed) {
    /** An entry as requests have it. */
    interface Entry {
        @Nullable String id();
    }

    record Accepted<T>(String id, T value) {}

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    /**
     * Checks the batch as a whole, then makes something of each entry.
     *
     * @param entryName what the query protocol calls an entry, for errors
     * @throws ServiceException if the batch as a whole is refused
     */
    static <E extends Entry, T> Batch<T> of(
            @Nullable List<@Nullable E> given, String entryName, Function<E, T> make) {
        List<E> entries = checked(given, entryName);
        var batch = new Batch<T>(new ArrayList<>(), new ArrayList<>());
        for (E entry : entries) {
            String id = String.valueOf(entry.id());
            try {
                batch.accepted.add(new Accepted<>(id, make.apply(entry)));
            } catch (ServiceException e) {
                batch.failed.add(BatchResultErrorEntry.of(id, e));
            }
        }
        return batch;
    }

    private static <E extends Entry> List<E> checked(
            @Nullable List<@Nullable E> given, String entryName) {
        if (given == null || given.isEmpty()) {
            throw new ServiceException(
                    ErrorCode.EMPTY_BATCH_REQUEST,
                    "There should be at least one " + entryName + " in the request.");
        }
        if (given.size() > Limits.BATCH_ENTRIES_MAX) {
            throw new ServiceException(
                    ErrorCode.TOO_MANY_ENTRIES_IN_BATCH_REQUEST,
                    "Maximum number of entries per request are "
                            + Limits.BATCH_ENTRIES_MAX
                            + ". You have sent "
                            + given.size()
                            + ".");
        }
        var entries = new ArrayList<E>();
        var ids = new HashSet<String>();
        for (E entry : given) {
            String id = entry == null ? null : entry.id();
            if (entry == null || id == null) {
                throw ServiceException.missingParameter(entryName + ".Id");
            }
            checkId(id);
            if (!ids.add(id)) {
                throw new ServiceException(
                        ErrorCode.BATCH_ENTRY_IDS_NOT_DISTINCT, "Id " + id + " repeated.");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new ServiceException(
                    ErrorCode.INVALID_BATCH_ENTRY_ID,
                    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at"
                            + " most 80 letters long.");
        }
    }

    List<T> values() {
        return accepted.stream().map(Accepted::value).toList();
    }

    /** Sorts the entries by what the engine said of each. */
    <R> List<R> outcomes(List<@Nullable ServiceException> errors, Function<String, R> success) {
        var successful = new ArrayList<R>();
        for (int i = 0; i < accepted.size(); i++) {
            String id = accepted.get(i).id();
            ServiceException error = errors.get(i);
            if (error == null) {
                successful.add(success.apply(id));
            } else {
                failed.add(BatchResultErrorEntry.of(id, error));
            }
        }
        return successful;
    }
}
