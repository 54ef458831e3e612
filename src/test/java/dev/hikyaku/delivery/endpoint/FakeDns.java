package dev.hikyaku.delivery.endpoint;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server whose records a test sets. */
final class FakeDns implements AutoCloseable {
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    private final Channel channel;
    final AtomicInteger queries = new AtomicInteger();

    FakeDns() {
        channel =
                new Bootstrap()
                        .group(group)
                        .channel(NioDatagramChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel made) {
                                        made.pipeline()
                                                .addLast(
                                                        new DatagramDnsQueryDecoder(),
                                                        new DatagramDnsResponseEncoder(),
                                                        new Answers());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    String server() {
        return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Sets a name's A records; none is an error. */
    void addresses(String name, String... addresses) {
        var all = new ArrayList<byte[]>();
        for (String address : addresses) {
            all.add(new InetSocketAddress(address, 0).getAddress().getAddress());
        }
        records.put("A " + name + ".", all);
    }

    /** Adds an SRV record. */
    void service(String name, String host, int port) {
        ByteBuf record = Unpooled.buffer().writeShort(10).writeShort(5).writeShort(port);
        for (String label : host.split("\\.", -1)) {
            record.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
        }
        record.writeByte(0);
        byte[] bytes = new byte[record.readableBytes()];
        record.readBytes(bytes);
        records.computeIfAbsent("SRV " + name + ".", any -> new ArrayList<>()).add(bytes);
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            queries.incrementAndGet();
            DefaultDnsQuestion question = query.recordAt(DnsSection.QUESTION);
            InetSocketAddress self = query.recipient();
            InetSocketAddress client = query.sender();
            var response = new DatagramDnsResponse(self, client, query.id());
            response.addRecord(DnsSection.QUESTION, question);
            DnsRecordType type = question.type();
            List<byte[]> found =
                    records.getOrDefault(type.name() + " " + question.name(), List.of());
            if (found.isEmpty()) {
                boolean known = records.getOrDefault("A " + question.name(), List.of()).isEmpty();
                response.setCode(known ? DnsResponseCode.NXDOMAIN : DnsResponseCode.NOERROR);
            }
            for (byte[] content : found) {
                response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(
                                question.name(), type, 60, Unpooled.wrappedBuffer(content)));
            }
            context.writeAndFlush(response);
        }
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully();
    }
}
