package dev.hikyaku.delivery.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up without a cache: in the hosts file, and at the system's DNS servers or another
 * one, by UDP and, for long answers, by TCP. Has a thread of its own, on which it completes.
 */
final class Names implements AutoCloseable {
    private static final long QUERY_TIMEOUT_MILLIS = 2000;
    private static final int PORT_DNS = 53;

    /** A service's record. */
    record Service(String host, int port) {}

    private final EventLoopGroup thread =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("hikyaku-dns", true), NioIoHandler.newFactory());
    private final DnsNameResolver resolver;

    /**
     * Blocks if the server is no IP address.
     *
     * @param server host:port of a DNS server; null for the system's
     */
    Names(@Nullable String server) {
        var builder =
                new DnsNameResolverBuilder(thread.next())
                        .datagramChannelType(NioDatagramChannel.class)
                        .socketChannelType(NioSocketChannel.class)
                        .resolveCache(NoopDnsCache.INSTANCE)
                        .cnameCache(NoopDnsCnameCache.INSTANCE)
                        .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
                        .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
                        .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS);
        if (server != null) {
            builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(parse(server)));
        }
        this.resolver = builder.build();
    }

    private static InetSocketAddress parse(String server) {
        int colon = server.lastIndexOf(':');
        int port = colon < 0 ? PORT_DNS : Integer.parseInt(server.substring(colon + 1));
        String host = colon < 0 ? server : server.substring(0, colon);
        return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), port);
    }

    /** All its addresses, of A and AAAA records. */
    CompletionStage<List<InetAddress>> addresses(String host) {
        return stage(resolver.resolveAll(host));
    }

    /** All its SRV records. */
    CompletionStage<List<Service>> services(String name) {
        var question = new DefaultDnsQuestion(name, DnsRecordType.SRV);
        return stage(resolver.resolveAll(question)).thenApply(Names::services);
    }

    private static List<Service> services(List<DnsRecord> records) {
        try {
            return records.stream()
                    .filter(record -> record.type().equals(DnsRecordType.SRV))
                    .map(record -> service(((DnsRawRecord) record).content()))
                    .toList();
        } finally {
            records.forEach(ReferenceCountUtil::release);
        }
    }

    /** Priority, weight and port of 16 bits each, then the host. */
    private static Service service(ByteBuf content) {
        content.skipBytes(2 * Short.BYTES);
        int port = content.readUnsignedShort();
        String host = DefaultDnsRecordDecoder.decodeName(content);
        return new Service(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, port);
    }

    private static <T> CompletionStage<T> stage(Future<T> future) {
        var stage = new CompletableFuture<T>();
        future.addListener((Future<T> done) -> {
            if (done.isSuccess()) {
                stage.complete(done.getNow());
            } else {
                stage.completeExceptionally(Objects.requireNonNull(done.cause()));
            }
        });
        return stage;
    }

    @Override
    public void close() {
        resolver.close();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
