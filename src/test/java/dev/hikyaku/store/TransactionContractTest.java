package dev.hikyaku.store;

import static dev.hikyaku.store.StoreFixture.bytes;
import static dev.hikyaku.store.StoreFixture.found;
import static dev.hikyaku.store.StoreFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A group of changes over every store: seen by its own reads, kept or forgotten as a whole. */
@ParameterizedClass
@EnumSource(StoreFixture.Kind.class)
class TransactionContractTest {
    private final StoreFixture fixture;
    private final Transaction group;

    TransactionContractTest(StoreFixture.Kind kind, @TempDir Path path) {
        this.fixture = new StoreFixture(kind, path);
        this.group = fixture.transaction();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void put(Space space, String... keys) {
        for (String key : keys) {
            group.put(space, bytes(key), bytes("v" + key));
        }
    }

    private Cursor scan(Space space) {
        return group.scan(space, bytes("a"), bytes("z"));
    }

    @Test
    void groupSeesItsOwnWritesAndTheStoreDoesNotYet() {
        put(Space.META, "k");

        assertThat(text(group.get(Space.META, bytes("k")))).isEqualTo("vk");
        assertThat(fixture.store().get(Space.META, bytes("k"))).isNull();
    }

    @Test
    void groupSeesItsOwnDeletes() {
        put(Space.META, "k");
        group.flush();
        group.delete(Space.META, bytes("k"));

        assertThat(group.get(Space.META, bytes("k"))).isNull();
        assertThat(found(scan(Space.META))).isEmpty();
        assertThat(text(fixture.store().get(Space.META, bytes("k")))).isEqualTo("vk");
    }

    @Test
    void scanMergesTheGroupWithTheStoreInOrder() {
        put(Space.INDEX, "b", "d", "f");
        group.flush();
        put(Space.INDEX, "a", "c", "g");
        group.delete(Space.INDEX, bytes("d"));

        assertThat(found(scan(Space.INDEX)))
                .containsExactly("a=va", "b=vb", "c=vc", "f=vf", "g=vg");
    }

    @Test
    void scanTakesTheGroupsValueWhereBothHaveTheKey() {
        put(Space.META, "a", "b");
        group.flush();
        group.put(Space.META, bytes("a"), bytes("new"));

        assertThat(found(scan(Space.META))).containsExactly("a=new", "b=vb");
    }

    @Test
    void scanKeepsItsBoundsInTheGroup() {
        put(Space.INDEX, "a", "b", "c");

        assertThat(found(group.scan(Space.INDEX, bytes("b"), bytes("c")))).containsExactly("b=vb");
    }

    @Test
    void scanGoesOnWhenWhatItFoundIsDeleted() {
        put(Space.INDEX, "a", "b");
        group.flush();
        put(Space.INDEX, "c", "d");
        int seen = 0;
        try (Cursor cursor = scan(Space.INDEX)) {
            while (cursor.next()) {
                group.delete(Space.INDEX, cursor.key());
                seen++;
            }
        }

        assertThat(seen).isEqualTo(4);
        assertThat(found(scan(Space.INDEX))).isEmpty();
    }

    @Test
    void discardForgetsTheGroup() {
        put(Space.META, "kept");
        group.flush();
        put(Space.META, "lost");
        group.delete(Space.META, bytes("kept"));
        group.deleteRange(Space.META, bytes("a"), bytes("z"));
        group.discard();

        assertThat(found(scan(Space.META))).containsExactly("kept=vkept");
        assertThat(group.isEmpty()).isTrue();
    }

    @Test
    void putAndDeleteWithinAGroupLeaveNothing() {
        for (Space space : Space.values()) {
            put(space, "k", "l");
            group.delete(space, bytes("k"));
            assertThat(group.get(space, bytes("k"))).isNull();
            group.flush();

            assertThat(found(scan(space))).containsExactly("l=vl");
        }
    }

    @Test
    void deleteThenPutWithinAGroupLeavesTheNewValue() {
        put(Space.META, "k");
        group.flush();
        group.delete(Space.META, bytes("k"));
        group.put(Space.META, bytes("k"), bytes("new"));
        group.flush();

        assertThat(found(scan(Space.META))).containsExactly("k=new");
    }

    @Test
    void deletedRangeIsSeenByGetAndScanBeforeAndAfterTheFlush() {
        put(Space.MESSAGES, "a", "c", "e");
        group.flush();
        put(Space.MESSAGES, "b", "d");
        group.deleteRange(Space.MESSAGES, bytes("b"), bytes("d"));

        assertThat(group.get(Space.MESSAGES, bytes("b"))).isNull();
        assertThat(group.get(Space.MESSAGES, bytes("c"))).isNull();
        assertThat(found(scan(Space.MESSAGES))).containsExactly("a=va", "d=vd", "e=ve");
        group.flush();
        fixture.reopen();
        assertThat(found(fixture.transaction().scan(Space.MESSAGES, bytes("a"), bytes("z"))))
                .containsExactly("a=va", "d=vd", "e=ve");
    }

    @Test
    void writeAfterARangeDeleteOfTheSameGroupStays() {
        put(Space.META, "a", "b");
        group.flush();
        group.deleteRange(Space.META, bytes("a"), bytes("c"));
        group.put(Space.META, bytes("b"), bytes("new"));

        assertThat(text(group.get(Space.META, bytes("b")))).isEqualTo("new");
        assertThat(found(scan(Space.META))).containsExactly("b=new");
        group.flush();
        assertThat(found(scan(Space.META))).containsExactly("b=new");
    }

    @Test
    void rangeDeleteLeavesOtherSpacesAlone() {
        put(Space.META, "k");
        put(Space.INDEX, "k");
        group.deleteRange(Space.META, bytes("a"), bytes("z"));

        assertThat(found(scan(Space.INDEX))).containsExactly("k=vk");
    }

    @Test
    void flushedGroupIsThereAsAWholeAfterAReopenAndTheOpenOneIsNot() {
        put(Space.META, "counter");
        put(Space.INDEX, "entry");
        put(Space.MESSAGES, "message");
        group.flush();
        put(Space.META, "open");
        fixture.reopen();

        var after = fixture.transaction();
        assertThat(text(after.get(Space.META, bytes("counter")))).isEqualTo("vcounter");
        assertThat(text(after.get(Space.INDEX, bytes("entry")))).isEqualTo("ventry");
        assertThat(text(after.get(Space.MESSAGES, bytes("message")))).isEqualTo("vmessage");
        assertThat(after.get(Space.META, bytes("open"))).isNull();
    }

    @Test
    void writesAreCountedAndAFlushEmptiesTheGroup() {
        long before = group.writes();
        put(Space.META, "k");
        group.delete(Space.META, bytes("other"));

        assertThat(group.writes()).isEqualTo(before + 2);
        assertThat(group.isEmpty()).isFalse();
        group.flush();
        assertThat(group.isEmpty()).isTrue();
    }
}
