package dev.hikyaku.store;

import static dev.hikyaku.store.StoreFixture.bytes;
import static dev.hikyaku.store.StoreFixture.found;
import static dev.hikyaku.store.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store keeps to. */
@ParameterizedClass
@EnumSource(StoreFixture.Kind.class)
class StoreContractTest {
    private final StoreFixture fixture;

    StoreContractTest(StoreFixture.Kind kind, @TempDir Path path) {
        this.fixture = new StoreFixture(kind, path);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static ChangeSet puts(Space space, String... keys) {
        var changes = new ChangeSet();
        for (String key : keys) {
            changes.changes(space).put(bytes(key), bytes(key.toUpperCase(java.util.Locale.ROOT)));
        }
        return changes;
    }

    @Test
    void absentKeyIsNull() {
        assertThat(fixture.store().get(Space.META, bytes("nothing"))).isNull();
    }

    @Test
    void emptyValueIsNotAbsence() {
        var changes = new ChangeSet();
        changes.changes(Space.META).put(bytes("k"), new byte[0]);
        fixture.store().write(changes);

        assertThat(fixture.store().get(Space.META, bytes("k"))).isEmpty();
    }

    @Test
    void spacesDoNotSeeEachOther() {
        fixture.store().write(puts(Space.META, "k"));

        assertThat(fixture.store().get(Space.INDEX, bytes("k"))).isNull();
        assertThat(fixture.store().get(Space.MESSAGES, bytes("k"))).isNull();
        assertThat(found(fixture.store().scan(Space.INDEX, bytes("a"), bytes("z")))).isEmpty();
    }

    @Test
    void scanHasItsFirstBoundAndNotItsLast() {
        fixture.store().write(puts(Space.INDEX, "a", "b", "c", "d"));

        assertThat(found(fixture.store().scan(Space.INDEX, bytes("b"), bytes("d"))))
                .containsExactly("b=B", "c=C");
    }

    @Test
    void scanOfNothingIsEmpty() {
        fixture.store().write(puts(Space.INDEX, "a"));

        assertThat(found(fixture.store().scan(Space.INDEX, bytes("a"), bytes("a")))).isEmpty();
    }

    @Test
    void keysSortAsUnsignedBytes() {
        var changes = new ChangeSet();
        for (String key : new String[] {"ff", "80", "7f00", "7f", "00", "8000"}) {
            changes.changes(Space.META).put(HexFormat.of().parseHex(key), bytes("v"));
        }
        fixture.store().write(changes);

        var keys = new ArrayList<String>();
        try (var cursor =
                fixture.store().scan(Space.META, new byte[0], HexFormat.of().parseHex("ffff"))) {
            while (cursor.next()) {
                keys.add(HexFormat.of().formatHex(cursor.key()));
            }
        }
        assertThat(keys).containsExactly("00", "7f", "7f00", "80", "8000", "ff");
    }

    @Test
    void laterWriteWins() {
        fixture.store().write(puts(Space.META, "k"));
        var changes = new ChangeSet();
        changes.changes(Space.META).put(bytes("k"), bytes("new"));
        fixture.store().write(changes);

        assertThat(text(fixture.store().get(Space.META, bytes("k")))).isEqualTo("new");
    }

    @Test
    void deletedKeyIsGoneInEverySpace() {
        for (Space space : Space.values()) {
            fixture.store().write(puts(space, "a", "b"));
            var changes = new ChangeSet();
            changes.changes(space).put(bytes("a"), null);
            fixture.store().write(changes);

            assertThat(fixture.store().get(space, bytes("a"))).isNull();
            assertThat(found(fixture.store().scan(space, bytes("a"), bytes("z"))))
                    .containsExactly("b=B");
        }
    }

    @Test
    void deletedRangeIsGoneAndItsNeighboursAreNot() {
        for (Space space : Space.values()) {
            fixture.store().write(puts(space, "a", "b", "c", "d"));
            var changes = new ChangeSet();
            changes.deleteRange(space, bytes("b"), bytes("d"));
            fixture.store().write(changes);

            assertThat(fixture.store().get(space, bytes("b"))).isNull();
            assertThat(found(fixture.store().scan(space, bytes("a"), bytes("z"))))
                    .containsExactly("a=A", "d=D");
        }
    }

    @Test
    void oneWriteAppliesItsRangesBeforeItsKeys() {
        fixture.store().write(puts(Space.META, "a", "b"));
        var changes = puts(Space.META, "b");
        changes.ranges().add(new ChangeSet.Range(Space.META, bytes("a"), bytes("z")));
        fixture.store().write(changes);

        assertThat(found(fixture.store().scan(Space.META, bytes("a"), bytes("z"))))
                .containsExactly("b=B");
    }

    @Test
    void everythingWrittenIsThereAfterAReopen() {
        fixture.store().write(puts(Space.META, "a", "b"));
        fixture.store().sync();
        fixture.store().write(puts(Space.INDEX, "i"));
        var changes = new ChangeSet();
        changes.changes(Space.META).put(bytes("a"), null);
        changes.changes(Space.MESSAGES).put(bytes("m"), bytes("M"));
        fixture.store().write(changes);

        fixture.reopen();

        assertThat(found(fixture.store().scan(Space.META, bytes("a"), bytes("z"))))
                .containsExactly("b=B");
        assertThat(text(fixture.store().get(Space.INDEX, bytes("i")))).isEqualTo("I");
        assertThat(text(fixture.store().get(Space.MESSAGES, bytes("m")))).isEqualTo("M");
    }

    @Test
    void deletionOfWhatAnEarlierRunWroteHolds() {
        fixture.store().write(puts(Space.INDEX, "a", "b"));
        fixture.reopen();
        var changes = new ChangeSet();
        changes.changes(Space.INDEX).put(bytes("a"), null);
        fixture.store().write(changes);
        fixture.reopen();

        assertThat(found(fixture.store().scan(Space.INDEX, bytes("a"), bytes("z"))))
                .containsExactly("b=B");
    }

    @Test
    void largeValueComesBackWhole() {
        byte[] large = new byte[1 << 20];
        large[12_345] = 7;
        var changes = new ChangeSet();
        changes.changes(Space.MESSAGES).put(bytes("m"), large);
        fixture.store().write(changes);
        fixture.reopen();

        assertThat(fixture.store().get(Space.MESSAGES, bytes("m"))).isEqualTo(large);
    }
}
