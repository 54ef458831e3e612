package dev.hikyaku.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.api.Services.Inner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wrapped lists and maps, and members of every kind, in forms and in XML. */
class QueryTest {
    private static Services.Everything read(String form) {
        return Json.read(Form.parse(form).toTree(Services.Everything.class), EVERYTHING);
    }

    private static final Class<Services.Everything> EVERYTHING = Services.Everything.class;

    @Test
    void formsHaveWrappedListsAndMaps() {
        Services.Everything read =
                read(
                        "Texts.member.2=b&Texts.member.1=a&Texts.1=no"
                                + "&Inners.member.1.Key=k&Inners.member.1.Set=true"
                                + "&Attributes.entry.1.key=x&Attributes.entry.1.value=y"
                                + "&Named.entry.1.Name=n&Named.entry.1.Value.Key=v");
        assertThat(read.texts()).containsExactly("a", "b");
        assertThat(read.inners()).containsExactly(new Inner("k", true));
        assertThat(read.attributes()).isEqualTo(Map.of("x", "y"));
        assertThat(read.named()).isEqualTo(Map.of("n", new Inner("v", null)));
    }

    @Test
    void formsHaveTextsForAllScalars() {
        Services.Everything read =
                read(
                        "Count=7&Size=9000000000&Rate=0.5&Enabled=false&Data=AQI%3D"
                                + "&StartDate=2026-01-02T03%3A04%3A05.5Z&Inner.Key=k");
        assertThat(read.count()).isEqualTo(7);
        assertThat(read.size()).isEqualTo(9_000_000_000L);
        assertThat(read.rate()).isEqualTo(0.5);
        assertThat(read.enabled()).isFalse();
        assertThat(read.data()).containsExactly(1, 2);
        assertThat(read.startDate()).isEqualTo(Instant.parse("2026-01-02T03:04:05.500Z"));
        assertThat(read.inner()).isEqualTo(new Inner("k", null));
    }

    @Test
    void elementsOfAFormsListsAreThoseThatHaveAValue() {
        Services.Everything read =
                read("Texts.member.01=a&Texts.member.2=b&Texts.member.3.x=c&Texts.member.%D9%A4=d");
        assertThat(read.texts()).containsExactly("b");
    }

    @Test
    void whatAFormHasNotIsNull() {
        assertThat(read("Other=1")).hasAllNullFieldsOrProperties();
    }

    @Test
    void xmlHasWrappedListsAndMaps() {
        var everything =
                new Services.Everything(
                        null,
                        null,
                        null,
                        null,
                        true,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        null,
                        new Inner("i", null),
                        List.of(),
                        List.of(new Inner("k", true)),
                        Map.of("x", "y"),
                        Map.of("n", new Inner("v", null)));
        assertThat(new Xml().members(everything).toString())
                .isEqualTo(
                        "<Enabled>true</Enabled><StartDate>2026-01-02T03:04:05Z</StartDate>"
                                + "<Inner><Key>i</Key></Inner>"
                                + "<Texts></Texts>"
                                + "<Inners><member><Key>k</Key><Set>true</Set></member></Inners>"
                                + "<Attributes><entry><key>x</key><value>y</value></entry>"
                                + "</Attributes>"
                                + "<Named><entry><Name>n</Name><Value><Key>v</Key></Value></entry>"
                                + "</Named>");
    }

    @Test
    void onlyOutputsThatTheModelHasGetAnElement() {
        assertThat(Services.form("Action=Nothing").text()).doesNotContain("NothingResult");
        assertThat(Services.form("Action=NoMembers").text())
                .contains("<NoMembersResult></NoMembersResult>");
    }
}
