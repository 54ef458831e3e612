package dev.hikyaku.server;

/**
 * What is wrong with the configuration: a sentence that names the file, the key, the value and what
 * is allowed.
 */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }
}
