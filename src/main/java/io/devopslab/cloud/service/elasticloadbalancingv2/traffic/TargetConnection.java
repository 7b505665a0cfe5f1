package io.devopslab.cloud.service.elasticloadbalancingv2.traffic;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection to a target, kept for the next request when a request has left it in order. Used by one thread. */
final class TargetConnection implements Closeable {

    private static final int BUFFER = 16 * 1024;

    private final SocketChannel channel;
    private final BufferedInputStream in;
    private final OutputStream out;
    private final Target target;
    private final long opened = System.nanoTime();
    private long idleSince;

    private TargetConnection(Target target, SocketChannel channel) throws IOException {
        this.target = target;
        this.channel = channel;
        this.in = new BufferedInputStream(channel.socket().getInputStream(), BUFFER);
        this.out = new BufferedOutputStream(channel.socket().getOutputStream(), BUFFER);
        this.idleSince = opened;
    }

    /**
     * @throws java.net.SocketTimeoutException when nobody answers in time
     * @throws IOException when the target refuses
     */
    static TargetConnection open(Target target, Duration connect, Duration idle) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket()
                    .connect(new InetSocketAddress(target.host(), target.port()), Math.toIntExact(connect.toMillis()));
            channel.socket().setSoTimeout(Math.toIntExact(idle.toMillis()));
            return new TargetConnection(target, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Target target() {
        return target;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    void rest() {
        idleSince = System.nanoTime();
    }

    boolean restedFor(Duration duration) {
        return System.nanoTime() - idleSince > duration.toNanos();
    }

    /** Whether the target has ended the connection, or said something that nobody asked for. */
    boolean isStale() {
        try {
            if (in.available() > 0) {
                return true;
            }
            channel.configureBlocking(false);
            int read = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return read != 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            idleSince = 0;
        }
    }
}
