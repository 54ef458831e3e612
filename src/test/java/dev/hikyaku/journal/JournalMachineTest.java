package dev.hikyaku.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.journal.JournalReply.Entry;
import dev.hikyaku.journal.JournalReply.Page;
import dev.hikyaku.journal.JournalReply.Size;
import dev.hikyaku.journal.JournalReply.Trimmed;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JournalMachineTest {
    private final Transaction kv = new Transaction(new MemoryStore());
    private final JournalMachine machine = new JournalMachine(3);
    private long sequence;

    private JournalReply apply(JournalCommand command) {
        return machine.apply(kv, command, ++sequence);
    }

    private void append(String journal, long time, String text) {
        apply(new JournalCommand.Append(journal, time, text.getBytes(StandardCharsets.UTF_8)));
    }

    private Page read(String journal, long from, long to, @Nullable Position after) {
        return (Page) apply(new JournalCommand.Read(journal, from, to, after));
    }

    private List<String> texts(String journal, long from, long to) {
        return texts(read(journal, from, to, null));
    }

    private static List<String> texts(Page page) {
        return page.entries().stream()
                .map(Entry::data)
                .map(data -> new String(data, StandardCharsets.UTF_8))
                .toList();
    }

    private JournalReply count(String journal) {
        return apply(new JournalCommand.Count(journal));
    }

    @Test
    void recordsAreReadByTime() {
        append("a", 30, "thirty");
        append("a", 10, "ten");
        append("a", 20, "twenty");
        append("a", 20, "twenty, too");
        append("b", 20, "other");
        assertThat(texts("a", 0, 100)).containsExactly("ten", "twenty", "twenty, too", "thirty");
        assertThat(texts("a", 10, 30)).containsExactly("ten", "twenty", "twenty, too");
        assertThat(texts("a", 11, 20)).isEmpty();
        assertThat(texts("none", 0, 100)).isEmpty();
    }

    @Test
    void timesBefore1970CountAsThat() {
        append("a", -5, "old");
        assertThat(texts("a", -10, 1)).containsExactly("old");
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        for (int i = 0; i < 250; i++) {
            append("a", i / 10, "r" + i);
        }
        var all = new ArrayList<String>();
        Position after = null;
        boolean more = true;
        int pages = 0;
        while (more) {
            Page page = read("a", 0, 1000, after);
            all.addAll(texts(page));
            after = Position.parse(page.entries().getLast().position().toString());
            more = page.more();
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(all).hasSize(250).doesNotHaveDuplicates().startsWith("r0").endsWith("r249");
    }

    @Test
    void aPageEndsAfterAMebibyte() {
        for (int i = 0; i < 5; i++) {
            append("a", i, "x".repeat(512 << 10));
        }
        Page page = read("a", 0, 100, null);
        assertThat(page.entries()).hasSize(2);
        assertThat(page.more()).isTrue();
    }

    @Test
    void whatIsThereIsCounted() {
        assertThat(count("a")).isEqualTo(new Size(0, 0));
        append("a", 1, "one");
        append("a", 2, "two!");
        assertThat(count("a")).isEqualTo(new Size(2, 7));
        assertThat(apply(new JournalCommand.Trim("a", 2))).isEqualTo(new Trimmed(1, false));
        assertThat(count("a")).isEqualTo(new Size(1, 4));
        assertThat(texts("a", 0, 100)).containsExactly("two!");
    }

    @Test
    void aTrimIsBounded() {
        for (int i = 0; i < JournalMachine.TRIM_MAX + 1; i++) {
            append("a", i, "r");
        }
        assertThat(apply(new JournalCommand.Trim("a", 10_000)))
                .isEqualTo(new Trimmed(JournalMachine.TRIM_MAX, true));
        assertThat(apply(new JournalCommand.Trim("a", 10_000))).isEqualTo(new Trimmed(1, false));
        assertThat(apply(new JournalCommand.Trim("none", 10_000))).isEqualTo(new Trimmed(0, false));
    }

    @Test
    void aRemovedJournalIsEmptyAndMayBeginAgain() {
        append("a", 1, "one");
        append("b", 1, "other");
        apply(new JournalCommand.Remove("a"));
        assertThat(count("a")).isEqualTo(new Size(0, 0));
        assertThat(texts("a", 0, 100)).isEmpty();
        append("a", 2, "two");
        assertThat(texts("a", 0, 100)).containsExactly("two");
        assertThat(texts("b", 0, 100)).containsExactly("other");
    }

    @Test
    void theStateIsTheStores() {
        append("a", 1, "one");
        var again = new JournalMachine(3);
        assertThat(again.apply(kv, new JournalCommand.Count("a"), 99)).isEqualTo(new Size(1, 3));
    }
}
