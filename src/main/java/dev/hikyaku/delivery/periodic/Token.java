package dev.hikyaku.delivery.periodic;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes from leader to leader.
 *
 * @param runs the last run of each task that is dealt with, by the task's name
 */
record Token(Map<String, Instant> runs) {
    private static final Logger LOG = LoggerFactory.getLogger(Token.class);
    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final int VERSION = 1;

    static final Token EMPTY = new Token(Map.of());

    Token {
        runs = Map.copyOf(runs);
    }

    /** What all of them together know. */
    static Token merged(Collection<Token> tokens) {
        var runs = new TreeMap<String, Instant>();
        tokens.forEach(token ->
                token.runs.forEach((task, at) ->
                        runs.merge(task, at, (one, two) -> one.isAfter(two) ? one : two)));
        return new Token(runs);
    }

    String encode() {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ObjectNode tasks = root.putObject("runs");
        new TreeMap<>(runs).forEach((task, at) -> tasks.put(task, at.toString()));
        return root.toString();
    }

    /** Reads a token. One that cannot be read counts as empty, or periodic tasks would end. */
    static Token decode(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            var runs = new TreeMap<String, Instant>();
            for (Map.Entry<String, JsonNode> run : root.path("runs").properties()) {
                runs.put(run.getKey(), Instant.parse(run.getValue().asString()));
            }
            return new Token(runs);
        } catch (JacksonException | DateTimeException e) {
            LOG.warn("What is in the queue of periodic tasks is no token: {}", e.getMessage());
            return EMPTY;
        }
    }
}
