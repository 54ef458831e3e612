package dev.hikyaku.broker.buses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.event.http.Connection;
import dev.hikyaku.event.http.Connection.Auth;
import dev.hikyaku.event.http.Connection.Extra;
import dev.hikyaku.event.http.Connection.Extras;
import dev.hikyaku.event.http.Connection.OAuth;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final Extras EXTRAS =
            new Extras(List.of(new Extra("k", "v", true)), List.of(), List.of());
    private static final Auth AUTH =
            new Auth(
                    null,
                    new OAuth("client", "pa55word", "https://a/t", "POST", EXTRAS),
                    null,
                    EXTRAS);

    private static Vault vault(int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new Vault(() -> bytes);
    }

    private static Connection connection(String id, @Nullable String sealed) {
        return new Connection(
                id,
                null,
                Connection.OAUTH,
                Connection.AUTHORIZED,
                sealed,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void whatIsSealedIsOpened() {
        String sealed = vault(1).seal("id", AUTH);
        assertThat(vault(1).open(connection("id", sealed))).isEqualTo(AUTH);
    }

    @Test
    void whatIsSealedDoesNotTellIt() {
        byte[] sealed = Base64.getDecoder().decode(vault(1).seal("id", AUTH));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain("pa55word", "client");
    }

    @Test
    void theSameIsSealedInAnotherWayEachTime() {
        Vault vault = vault(1);
        assertThat(vault.seal("id", AUTH)).isNotEqualTo(vault.seal("id", AUTH));
    }

    @Test
    void anotherKeyOpensNothing() {
        String sealed = vault(1).seal("id", AUTH);
        assertThat(vault(2).open(connection("id", sealed))).isNull();
    }

    @Test
    void itCountsForOneConnectionOnly() {
        String sealed = vault(1).seal("id", AUTH);
        assertThat(vault(1).open(connection("other", sealed))).isNull();
    }

    @Test
    void whatWasTakenAwayIsNothing() {
        assertThat(vault(1).open(connection("id", null))).isNull();
    }
}
