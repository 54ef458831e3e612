package dev.hikyaku.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests along the shapes of services' actions, in the services' protocols: some valid, others
 * with members that are wrong. The same seed and the same answers give the same requests.
 */
public final class RandomRequests {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 6;
    private static final int SAID_CHARS_MAX = 2000;
    private static final int MAKERS = 4;
    private static final Pattern MAKER =
            Pattern.compile("Create|PutRule|PutTargets|PutEvents|Send|Publish|Subscribe|Receive");
    private static final Pattern IN_JSON = Pattern.compile("\"(\\w+)\":\"([^\"\\\\]+)\"");
    private static final Pattern IN_XML = Pattern.compile("<(\\w+)>([^<]+)</");

    /**
     * A request.
     *
     * @param headers lines, each with its end
     */
    public record Request(String method, String path, String headers, byte[] body) {}

    private record Choice(Service service, Action<?, ?> action) {}

    private final List<Choice> choices = new ArrayList<>();
    private final Random random;
    private final Words words;
    private final Mutations mutations;

    public RandomRequests(List<Service> services, Random random) {
        this.random = random;
        this.words = new Words(random);
        this.mutations = new Mutations(random);
        for (Service service : services) {
            service.actions().values().stream()
                    .sorted(Comparator.comparing(Action::name))
                    .forEach(action -> {
                        for (int i = makes(action) ? MAKERS : 1; i > 0; i--) {
                            choices.add(new Choice(service, action));
                        }
                    });
        }
    }

    /** What there is to work on has to be made more often than it is taken away. */
    private static boolean makes(Action<?, ?> action) {
        return MAKER.matcher(action.name()).lookingAt();
    }

    /** What an answer said may be part of requests to come. */
    public void heard(String answer) {
        if (answer.length() > SAID_CHARS_MAX) {
            return;
        }
        for (Pattern form : List.of(IN_JSON, IN_XML)) {
            var matcher = form.matcher(answer);
            while (matcher.find()) {
                words.learn(matcher.group(1), matcher.group(2));
            }
        }
    }

    public Request next() {
        Choice choice = choices.get(random.nextInt(choices.size()));
        Service service = choice.service;
        ObjectNode tree = structure(choice.action.requestType(), 0);
        if (random.nextInt(3) == 0) {
            mutations.apply(tree);
        }
        boolean form = service.json() == null || (service.query() != null && random.nextBoolean());
        if (!service.rest().isEmpty()) {
            return rest(service, choice.action, tree);
        }
        return form
                ? form(Objects.requireNonNull(service.query()), choice.action, tree)
                : json(Objects.requireNonNull(service.json()), choice.action, tree);
    }

    private ObjectNode structure(Class<?> type, int depth) {
        ObjectNode node = NODES.objectNode();
        for (Shape.Member member : Shape.of(type).members()) {
            if (random.nextInt(100) < chance(member)) {
                node.set(member.name(), value(member, depth));
            }
        }
        return node;
    }

    /** How often a member is there, in percent: most that actions need have words. */
    private int chance(Shape.Member member) {
        if (member.kind() == Shape.Kind.STRUCTURE) {
            return 70;
        }
        if (member.kind() == Shape.Kind.LIST || member.kind() == Shape.Kind.MAP) {
            return member.type().isRecord() ? 50 : 20;
        }
        return words.needed(member.name()) ? 95 : 10;
    }

    private JsonNode value(Shape.Member member, int depth) {
        return switch (member.kind()) {
            case SCALAR -> scalar(member.name(), member.type());
            case BLOB -> NODES.stringNode("AQID");
            case STRUCTURE -> element(member.name(), member.type(), depth);
            case LIST -> {
                ArrayNode list = NODES.arrayNode();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    list.add(element(member.name(), member.type(), depth));
                }
                yield list;
            }
            case MAP -> {
                ObjectNode map = NODES.objectNode();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    String key = words.of(member.name() + "/key");
                    String named = key == null ? "k" + i : key;
                    String of = words.of(named) == null ? member.name() : named;
                    map.set(named, element(of, member.type(), depth));
                }
                yield map;
            }
        };
    }

    private JsonNode element(String name, Class<?> type, int depth) {
        if (type.isRecord()) {
            return depth < DEPTH_MAX ? structure(type, depth + 1) : NODES.objectNode();
        }
        return scalar(name, type);
    }

    private JsonNode scalar(String name, Class<?> type) {
        String word = words.of(name);
        if (type == Integer.class || type == int.class || type == Long.class) {
            return NODES.numberNode(word == null ? random.nextInt(12) : Integer.parseInt(word));
        }
        if (type == Boolean.class || type == boolean.class) {
            return NODES.booleanNode(random.nextBoolean());
        }
        if (type == Instant.class) {
            return NODES.numberNode(1_700_000_000L + random.nextInt(200_000_000));
        }
        if (type == Double.class) {
            return NODES.numberNode(random.nextInt(100) / 4.0);
        }
        return NODES.stringNode(word == null ? "t" + random.nextInt(4) : word);
    }

    private Request json(JsonWire wire, Action<?, ?> action, ObjectNode tree) {
        return new Request(
                "POST",
                "/",
                "X-Amz-Target: "
                        + wire.targetPrefix()
                        + action.name()
                        + "\r\n"
                        + "Content-Type: "
                        + wire.contentType()
                        + "\r\n",
                mutations.json(tree));
    }

    private Request form(QueryWire wire, Action<?, ?> action, ObjectNode tree) {
        var form = new StringBuilder("Action=" + action.name() + "&Version=" + wire.version());
        fields(form, "", tree, action.requestType());
        return new Request(
                "POST",
                "/",
                "Content-Type: application/x-www-form-urlencoded\r\n",
                mutations.bytes(form.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void fields(StringBuilder form, String prefix, JsonNode tree, Class<?> type) {
        for (Shape.Member member : Shape.of(type).members()) {
            JsonNode value = tree.get(member.name());
            if (value != null) {
                field(form, prefix + member.formName(), value, member);
            }
        }
    }

    private static void field(
            StringBuilder form, String name, JsonNode value, Shape.Member member) {
        int number = 0;
        switch (member.kind()) {
            case LIST -> {
                for (JsonNode each : value.values()) {
                    element(form, name + "." + ++number, each, member);
                }
            }
            case MAP -> {
                for (var each : value.properties()) {
                    String entry = name + "." + ++number + ".";
                    field(form, entry + member.keyName(), each.getKey());
                    element(form, entry + member.valueName(), each.getValue(), member);
                }
            }
            case STRUCTURE, SCALAR, BLOB -> element(form, name, value, member);
        }
    }

    private static void element(
            StringBuilder form, String name, JsonNode value, Shape.Member member) {
        if (value.isObject() && member.type().isRecord()) {
            fields(form, name + ".", value, member.type());
        } else {
            field(form, name, text(value));
        }
    }

    private static void field(StringBuilder form, String name, String value) {
        form.append('&').append(name).append('=').append(encoded(value));
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Request rest(Service service, Action<?, ?> action, ObjectNode tree) {
        RestAction<?, ?> rest =
                service.rest().stream()
                        .filter(each -> each.action().equals(action))
                        .findFirst()
                        .orElseThrow();
        var path = new StringBuilder();
        for (String segment : rest.path()) {
            String label = segment.replaceAll("[{}]", "");
            path.append('/').append(label.equals(segment) ? label : label(tree.remove(label)));
        }
        var query = new HashMap<String, JsonNode>();
        rest.parameters()
                .forEach((parameter, member) -> {
                    JsonNode value = tree.remove(member);
                    if (value != null) {
                        query.put(parameter, value);
                    }
                });
        return new Request(
                rest.method(),
                path + query(query),
                "Content-Type: application/json\r\n",
                rest.method().equals("GET") ? new byte[0] : mutations.json(tree));
    }

    private static String label(@Nullable JsonNode value) {
        return value == null ? "fuzz" : encoded(text(value));
    }

    private static String query(Map<String, JsonNode> query) {
        var text = new StringBuilder();
        query.forEach((name, value) ->
                text.append(text.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(text(value))));
        return text.toString();
    }
}
