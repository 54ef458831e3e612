package dev.hikyaku.delivery.endpoint;

import io.vertx.core.MultiMap;

/**
 * A complete answer.
 *
 * @param body nothing if its format does not read it
 */
record Reply(int status, MultiMap headers, byte[] body) {}
