package dev.hikyaku.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Timestamps as AWS JSON has them: seconds since 1970 as a number, which may have a fraction. Texts
 * in ISO 8601, as forms and queries of URLs have them, are read too.
 */
final class Timestamps {
    /** Far from every bound of {@link Instant}, and past every date that means anything. */
    private static final long SECONDS_MAX = Integer.MAX_VALUE * 100L;

    /** Digits behind the point; rounding more of them away takes longer than a request should. */
    private static final int SCALE_MAX = 100;

    private Timestamps() {}

    static JacksonModule module() {
        return new SimpleModule()
                .addSerializer(Instant.class, new Serializer())
                .addDeserializer(Instant.class, new Deserializer());
    }

    private static final class Serializer extends StdSerializer<Instant> {
        Serializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            BigDecimal seconds = BigDecimal.valueOf(time.toEpochMilli(), 3);
            json.writeNumber(seconds.stripTrailingZeros().toPlainString());
        }
    }

    private static final class Deserializer extends StdDeserializer<Instant> {
        Deserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            JsonToken token = json.currentToken();
            try {
                return switch (token) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> instant(json.getDecimalValue());
                    case VALUE_STRING ->
                            bounded(
                                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(
                                            json.getString(), Instant::from));
                    default -> (Instant) context.handleUnexpectedToken(Instant.class, json);
                };
            } catch (DateTimeException | NumberFormatException e) {
                return (Instant)
                        context.handleWeirdStringValue(
                                Instant.class, json.getString(), "not a timestamp");
            }
        }

        private static Instant bounded(Instant time) {
            if (Math.abs(time.getEpochSecond()) > SECONDS_MAX) {
                throw new DateTimeException("too far away");
            }
            return time;
        }

        private static Instant instant(BigDecimal seconds) {
            if (seconds.abs().compareTo(BigDecimal.valueOf(SECONDS_MAX)) > 0
                    || seconds.scale() > SCALE_MAX) {
                throw new DateTimeException("too far away, or too fine");
            }
            long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
            int nanos =
                    seconds.subtract(BigDecimal.valueOf(whole))
                            .movePointRight(9)
                            .setScale(0, RoundingMode.DOWN)
                            .intValueExact();
            return Instant.ofEpochSecond(whole, nanos);
        }
    }
}
