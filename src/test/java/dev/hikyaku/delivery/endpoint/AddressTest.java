package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

class AddressTest {
    private static Address of(String url) {
        return Address.of(URI.create(url));
    }

    @Test
    void aUrlsHostMayHaveAnUnderscore() {
        assertThat(of("http://my_worker:8080/x").text()).isEqualTo("my_worker:8080");
    }

    @Test
    void aSocketsPathEndsBeforeTheRequests() {
        Address address = of("unix:/run/a%20b.sock:/jobs:/x?y=1");
        assertThat(address.socket().path()).isEqualTo("/run/a b.sock");
        assertThat(address.uri()).isEqualTo("/jobs:/x?y=1");
        assertThat(of("unix:/run/w.sock").uri()).isEqualTo("/");
    }

    @Test
    void aResolvedAddressKeepsTheHostsName() {
        Address address = of("https://workers.test/x?y").at(InetAddress.ofLiteral("2001:db8::1"));
        assertThat(address.url().toString()).isEqualTo("https://[2001:db8:0:0:0:0:0:1]:443/x?y");
        assertThat(address.host()).isEqualTo("workers.test");
        assertThat(address.socket().host()).isEqualTo("[2001:db8:0:0:0:0:0:1]");
        assertThat(address.tls()).isTrue();
    }
}
