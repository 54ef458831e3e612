package dev.hikyaku.definition;

import dev.hikyaku.model.Reply;

/** What became of a command. */
public sealed interface DefinitionReply extends Reply {
    record Stored(Definition definition) implements DefinitionReply {}

    record Removed(DefinitionKey key) implements DefinitionReply {}

    record RemovedHome(String home) implements DefinitionReply {}

    /** Somebody else was first; nothing was changed. */
    record Conflict() implements DefinitionReply {}
}
