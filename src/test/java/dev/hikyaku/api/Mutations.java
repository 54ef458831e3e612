package dev.hikyaku.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests wrong: their members, their text and their bytes. */
final class Mutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Half surrogate pairs have no other form. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** What stands for JSON that no tree can have. */
    private static final String DEEP = "@deep";

    private static final String ENDLESS = "@endless";
    private static final String TWICE = "@twice";

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "\0",
                    "a\0b",
                    "\ud800",
                    "\udc00x",
                    "🕊",
                    "\uffff",
                    "é\r\n",
                    "%s%n%00",
                    "../../x",
                    "null",
                    "-1",
                    "99999999999999999999",
                    "1e999",
                    "NaN",
                    "+999999999-12-31T23:59:59Z",
                    "at(+999999999-12-31T23:59:59)",
                    "cron(* * ? * * *)",
                    "{}",
                    "[]",
                    "{\"a\":[1e-999999999]}",
                    "{\"a\":[{\"wildcard\":\"*a*a*a*a*a*\"}]}",
                    "{\"deadLetterTargetArn\":1,\"maxReceiveCount\":1e99}",
                    "arn:aws:sqs:::",
                    "arn:aws:sns:us-east-1:000000000000:a:b:c",
                    "http://[::1/",
                    "$[*][*]",
                    "<<a>>",
                    DEEP,
                    ENDLESS,
                    TWICE);

    private static final int REPEATED_CHARS_MAX = 300_000;

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /** Changes one to three members, wherever they are. */
    void apply(ObjectNode tree) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            var objects = new ArrayList<JsonNode>();
            gather(tree, objects);
            switch (objects.get(random.nextInt(objects.size()))) {
                case ObjectNode object -> change(object);
                case ArrayNode array -> change(array);
                default -> throw new IllegalStateException("neither an object nor an array");
            }
        }
    }

    private static void gather(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.values().forEach(each -> gather(each, containers));
        }
    }

    private void change(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        if (names.isEmpty()) {
            object.set("Unknown", weird());
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set("Unknown", weird());
            case 2 -> object.set(name, NODES.arrayNode().add(object.get(name)));
            case 3 -> object.set(name, NODES.objectNode().set("a", object.get(name)));
            default ->
                    object.set(name, name.equals("WaitTimeSeconds") ? NODES.nullNode() : weird());
        }
    }

    private void change(ArrayNode array) {
        switch (random.nextInt(4)) {
            case 0 -> array.removeAll();
            case 1 -> array.add(weird());
            case 2 -> {
                JsonNode each = array.isEmpty() ? NODES.nullNode() : array.get(0);
                int most = Math.min(2000, REPEATED_CHARS_MAX / each.toString().length());
                for (int i = random.nextInt(most + 1); i > 0; i--) {
                    array.add(each);
                }
            }
            default -> array.addNull();
        }
    }

    private JsonNode weird() {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(true);
            case 2 -> NODES.numberNode(-1);
            case 3 -> NODES.numberNode(Long.MAX_VALUE);
            case 4 -> NODES.numberNode(random.nextLong());
            case 5 -> NODES.numberNode(random.nextGaussian() * 1e300);
            case 6 -> NODES.objectNode();
            case 7 -> NODES.arrayNode();
            case 8 ->
                    NODES.stringNode(
                            "x".repeat(random.nextInt(random.nextInt(20) == 0 ? 300_000 : 600)));
            default -> NODES.stringNode(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    /** The tree as JSON, and a part of those wrong as a text. */
    byte[] json(ObjectNode tree) {
        String text = ASCII.writeValueAsString(tree);
        int depth = 1 + random.nextInt(5000);
        return bytes(
                text.replace('"' + DEEP + '"', "[".repeat(depth) + "]".repeat(depth))
                        .replace('"' + ENDLESS + '"', "1e999999999")
                        .replace(
                                '"' + TWICE + '"',
                                "1,"
                                        + (text.length() < 3
                                                ? "\"a\":1"
                                                : text.substring(1, text.length() - 1)))
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes; one in ten times some of them are others. */
    byte[] bytes(byte[] bytes) {
        boolean waits = new String(bytes, StandardCharsets.ISO_8859_1).contains("WaitTimeSeconds");
        if (bytes.length == 0 || waits || random.nextInt(10) > 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOfRange(bytes, at, bytes.length);
            case 2 -> {
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
            default -> {
                changed[at] = 0;
                yield changed;
            }
        };
    }
}
