package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.arn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.DefinitionChange.AddPermission;
import dev.hikyaku.queue.DefinitionChange.RemovePermission;
import dev.hikyaku.queue.DefinitionChange.Tag;
import dev.hikyaku.queue.DefinitionChange.Untag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changes of a definition that go on from what is there: tags and permissions. */
class DefinitionTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q");

    private QueueDefinition redefine(DefinitionChange change) {
        var reply = fixture.apply(new QueueCommand.Redefine(queue, change));
        return ((QueueReply.Defined) reply).queue();
    }

    private static AddPermission permission(String label) {
        return new AddPermission(label, List.of("111122223333"), List.of("SendMessage"));
    }

    private QueueDefinition afterRestart() {
        fixture.restart();
        return fixture.machine.definitions().getFirst();
    }

    @Test
    void tagsAreAddedAndTakenAway() {
        redefine(new Tag(Map.of("a", "1", "b", "2")));
        redefine(new Tag(Map.of("b", "3", "c", "4")));
        assertThat(redefine(new Untag(Set.of("a", "none"))).tags())
                .isEqualTo(Map.of("b", "3", "c", "4"));
        assertThat(afterRestart().tags()).isEqualTo(Map.of("b", "3", "c", "4"));
    }

    @Test
    void tagsAreNoModification() {
        fixture.advanceSeconds(10);
        assertThat(redefine(new Tag(Map.of("a", "1"))).modifiedAtMillis())
                .isEqualTo(QueueFixture.START);
    }

    @Test
    void permissionsGoOnFromThePolicyThatIsThere() {
        redefine(permission("one"));
        fixture.advanceSeconds(10);
        QueueDefinition two = redefine(permission("two"));
        assertThat(two.attributes().get("Policy"))
                .contains("\"one\"", "\"two\"", arn("q").toString());
        assertThat(two.modifiedAtMillis()).isEqualTo(fixture.now);
        redefine(new RemovePermission("one"));
        assertThat(afterRestart().attributes().get("Policy"))
                .contains("\"two\"")
                .doesNotContain("\"one\"");
        assertThat(redefine(new RemovePermission("two")).attributes().get("Policy")).isNull();
    }

    @Test
    void aRefusedChangeChangesNothing() {
        QueueDefinition before = redefine(permission("one"));
        assertThatThrownBy(() -> redefine(permission("one"))).isInstanceOf(ServiceException.class);
        assertThat(fixture.machine.definitions()).containsExactly(before);
    }

    @Test
    void attributesOfANewerVersionAreReadAndWrittenBack() {
        String json =
                new String(
                                DefinitionCodec.encode(
                                        fixture.define("r", Map.of("DelaySeconds", "5"))),
                                StandardCharsets.UTF_8)
                        .replace("\"DelaySeconds\"", "\"Colour\":\"red\",\"DelaySeconds\"")
                        .replace("\"tags\"", "\"shape\":\"round\",\"tags\"");
        QueueDefinition read = DefinitionCodec.decode(json.getBytes(StandardCharsets.UTF_8));
        assertThat(read.attributes().delaySeconds()).isEqualTo(5);
        assertThat(new String(DefinitionCodec.encode(read), StandardCharsets.UTF_8))
                .contains("\"Colour\":\"red\"");
    }
}
