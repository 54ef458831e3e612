package dev.hikyaku.definition;

/** What can be asked of the definitions of a partition. */
public sealed interface DefinitionCommand {
    /** Makes or changes a definition, if its version is still the one that is expected. */
    record Put(DefinitionKey key, long expectedVersion, byte[] json) implements DefinitionCommand {}

    /** Takes a definition away, if its version is still the one that is expected. */
    record Remove(DefinitionKey key, long expectedVersion) implements DefinitionCommand {}

    /** Takes away everything that belongs to a resource. */
    record RemoveHome(String home) implements DefinitionCommand {}
}
