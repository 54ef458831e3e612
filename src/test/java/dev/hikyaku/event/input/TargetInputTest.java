package dev.hikyaku.event.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.event.BusArn;
import dev.hikyaku.event.Event;
import dev.hikyaku.event.Target;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetInputTest {
    private static final String EVENT =
            "{\"version\":\"0\",\"id\":\"e1\",\"detail-type\":\"order\",\"source\":\"shop\","
                    + "\"account\":\"000000000000\",\"time\":\"2026-01-02T03:04:05Z\","
                    + "\"region\":\"us-east-1\",\"resources\":[\"r1\",\"r2\"],"
                    + "\"detail\":{\"name\":\"Ann\",\"count\":3,\"price\":1.50,\"none\":null,"
                    + "\"ok\":true,\"tags\":[\"a\",\"b\"],\"who\":{\"id\":7},"
                    + "\"items\":[{\"n\":1},{\"n\":2}],\"quote\":\"say \\\"hi\\\"\"}}";
    private static final Matched MATCHED =
            new Matched(
                    Event.parse(EVENT),
                    new BusArn("us-east-1", "000000000000", "default").rule("r"),
                    Instant.parse("2026-01-02T03:04:06.789Z"));
    private static final Map<String, String> PATHS =
            Map.of(
                    "name", "$.detail.name",
                    "count", "$.detail.count",
                    "none", "$.detail.none",
                    "gone", "$.detail.gone",
                    "tags", "$.detail.tags",
                    "who", "$.detail.who",
                    "quote", "$.detail.quote",
                    "type", "$.detail-type",
                    "ok", "$.detail.ok");

    private static Target target(
            @Nullable String input,
            @Nullable String path,
            Target.@Nullable InputTemplate template) {
        return new Target(
                "t1",
                "arn:aws:sqs:us-east-1:000000000000:q",
                null,
                input,
                path,
                template,
                null,
                null,
                null,
                null);
    }

    private static String transformed(String template) {
        return TargetInput.of(target(null, null, new Target.InputTemplate(PATHS, template)))
                .of(MATCHED);
    }

    @Test
    void isTheWholeEventUnlessSomethingElseIsAsked() {
        assertThat(TargetInput.of(target(null, null, null)).of(MATCHED)).isEqualTo(EVENT);
    }

    @Test
    void isAConstant() {
        assertThat(TargetInput.of(target("{\"a\": 1}", null, null)).of(MATCHED))
                .isEqualTo("{\"a\": 1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "$.detail.name|\"Ann\"",
                "$.detail.price|1.50",
                "$.detail['who']|{\"id\":7}",
                "$['detail']['tags'][1]|\"b\"",
                "$.resources|[\"r1\",\"r2\"]",
                "$.detail.items[*].n|[1,2]",
                "$.detail.who.*|[7]",
                "$[\"detail-type\"]|\"order\"",
                "$.detail.none|null",
                "$.detail.gone|null",
                "$.detail.name.first|null",
                "$.resources[2]|null"
            })
    void isWhatAPathLeadsTo(String path, String expected) {
        assertThat(TargetInput.of(target(null, path, null)).of(MATCHED)).isEqualTo(expected);
    }

    @Test
    void aPathToTheRootIsTheEvent() {
        assertThat(TargetInput.of(target(null, "$", null)).of(MATCHED)).isEqualTo(EVENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                // a string template keeps its quotes
                "\"<name> has <count>\"|\"Ann has 3\"",
                "\"<name> said \\\"<type>\\\"\"|\"Ann said \\\"order\\\"\"",
                // nothing is escaped in a text
                "\"<quote>\"|\"say \"hi\"\"",
                // objects and arrays in a text lose their quotes
                "\"who: <who>, tags: <tags>\"|\"who: {id:7}, tags: [a,b]\"",
                // what is not there is empty in a text
                "\"[<gone>]\"|\"[]\"",
                "\"<ok> <none>\"|\"true null\"",
                // values of JSON
                "{\"n\": <name>, \"c\": <count>}|{\"n\": \"Ann\", \"c\": 3}",
                "{\"n\": \"<name>\"}|{\"n\": \"Ann\"}",
                "{\"t\": <tags>, \"w\": <who>}|{\"t\": [\"a\",\"b\"], \"w\": {\"id\":7}}",
                "{\"q\": <quote>}|{\"q\": \"say \\\"hi\\\"\"}",
                "{\"g\": <gone>, \"n\": <none>, \"o\": <ok>}|{\"g\": \"\", \"n\": null, \"o\": true}",
                "[9, <type>, true]|[9, \"order\", true]",
                "<who>|{\"id\":7}",
                // no JSON: a text throughout
                "<name>|\"Ann\"",
                "Dear <name>, <who>|Dear Ann, {id:7}",
                // reserved variables
                "{\"r\": <aws.events.rule-arn>}|{\"r\": \"arn:aws:events:us-east-1:000000000000:rule/r\"}",
                "\"<aws.events.rule-name>\"|\"r\"",
                "{\"i\": <aws.events.event.ingestion-time>}|{\"i\": \"2026-01-02T03:04:06Z\"}",
                // unknown ones are empty
                "{\"u\": \"<nobody>\"}|{\"u\": \"\"}"
            })
    void isAFilledTemplate(String template, String expected) {
        assertThat(transformed(template)).isEqualTo(expected);
    }

    @Test
    void theEventIsThereWithAndWithoutItsDetail() {
        assertThat(transformed("{\"e\": <aws.events.event.json>}"))
                .isEqualTo("{\"e\": " + EVENT + "}");
        assertThat(transformed("{\"e\": <aws.events.event>}"))
                .isEqualTo("{\"e\": " + EVENT.substring(0, EVENT.indexOf(",\"detail\":")) + "}}");
        assertThat(MATCHED.event().json().has("detail")).isTrue();
    }

    @Test
    void aStringMayStandInEachLine() {
        assertThat(transformed("\"<name>\"\n\"<type>\"")).isEqualTo("\"Ann\"\n\"order\"");
    }

    @Test
    void aValueThatBreaksTheTemplatesJsonIsTold() {
        assertThatThrownBy(() -> transformed("{\"q\": \"<quote>\"}"))
                .isInstanceOf(TargetInput.InvalidInputException.class);
    }

    @Test
    void aTemplateOfJsonMustBeJson() {
        assertThatThrownBy(() -> transformed("{\"q\": <name>"))
                .hasMessageStartingWith("Invalid InputTemplate for target t1 : ");
    }

    @Test
    void anInputMustBeJson() {
        assertThatThrownBy(() -> TargetInput.of(target("nope", null, null)))
                .hasMessage("JSON syntax error in input for target t1");
    }

    @Test
    void onlyOneMayBeAsked() {
        assertThatThrownBy(() -> TargetInput.of(target("1", "$.detail", null)))
                .hasMessage(
                        "Only one of Input, InputPath, or InputTransformer must be provided for"
                                + " target t1.");
    }

    @ParameterizedTest
    @CsvSource({"detail", "$detail", "$.", "$..a", "$.a[", "$.a[x]", "$.a b['"})
    void aPathMustBeOne(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path)).hasMessageStartingWith("Invalid JsonPath");
    }
}
