package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Kamailio with the configuration of {@code examples/kamailio}: a registrar and proxy that shares no code with us.
 * It has its port before it is started, so that voicemail can be told of it first.
 */
final class Kamailio implements AutoCloseable {

    private static final Path CONFIGURATION = Path.of("..", "kamailio", "kamailio.cfg");
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final InetSocketAddress address;
    private @Nullable InetSocketAddress secure;
    private @Nullable Process process;

    /**
     * @param folder where its files go
     * @param host where it listens
     */
    Kamailio(Path folder, InetAddress host) throws IOException {
        Peers.need("kamailio", "kamailio");
        this.folder = Files.createDirectories(folder);
        try (DatagramSocket free = new DatagramSocket(0, host)) {
            this.address = new InetSocketAddress(host, free.getLocalPort());
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** As {@code --proxy} wants it. */
    String uri() {
        return "sip:" + hostPort(address);
    }

    /** Has it listen by TLS as well, at a port that is free; it needs {@code WITH_TLS} and its certificate then. */
    InetSocketAddress secureAddress() throws IOException {
        if (secure == null) {
            try (ServerSocket free = new ServerSocket(0, 1, address.getAddress())) {
                secure = new InetSocketAddress(address.getAddress(), free.getLocalPort());
            }
        }
        return secure;
    }

    static String hostPort(InetSocketAddress address) {
        return host(address) + ":" + address.getPort();
    }

    /** An address as SIP writes it. */
    static String host(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress().replaceAll("%.*", "");
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param nodes voicemail
     * @param settings of the configuration, such as {@code RING_MS=2000}
     */
    Kamailio start(List<InetSocketAddress> nodes, String... settings) throws IOException {
        Path list = folder.resolve("nodes.list");
        String transport = secure == null ? "" : ";transport=tls";
        Files.write(
                list,
                nodes.stream()
                        .map(node -> "1 sip:" + hostPort(node) + transport + " 0 0")
                        .toList());
        List<String> command = new ArrayList<>(List.of("kamailio", "-f", CONFIGURATION.toString(), "-DD", "-E"));
        command.addAll(List.of("-m", "32", "-M", "4", "-l", "udp:" + hostPort(address), "-Y", folder.toString()));
        if (secure != null) {
            command.addAll(List.of("-l", "tls:" + hostPort(secure)));
        }
        command.addAll(List.of("-A", "NODES=\"" + list + "\""));
        for (String setting : settings) {
            command.addAll(List.of("-A", setting));
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitAnswer();
        return this;
    }

    private void awaitAnswer() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, address.getAddress())) {
            socket.setSoTimeout(200);
            for (int i = 0; i < ATTEMPTS; i++) {
                byte[] options = options((InetSocketAddress) socket.getLocalSocketAddress(), i);
                socket.send(new DatagramPacket(options, options.length, address));
                try {
                    socket.receive(new DatagramPacket(new byte[4096], 4096));
                    return;
                } catch (SocketTimeoutException e) {
                    if (process != null && !process.isAlive()) {
                        break;
                    }
                }
            }
        }
        throw new AssertionError("Kamailio does not answer:\n" + log());
    }

    private byte[] options(InetSocketAddress from, int number) {
        return String.join(
                        "\r\n",
                        "OPTIONS " + uri() + " SIP/2.0",
                        "Via: SIP/2.0/UDP " + hostPort(from) + ";branch=z9hG4bKup" + number,
                        "Max-Forwards: 70",
                        "From: <sip:test@" + hostPort(from) + ">;tag=up",
                        "To: <" + uri() + ">",
                        "Call-ID: up" + number,
                        "CSeq: 1 OPTIONS",
                        "Content-Length: 0",
                        "",
                        "")
                .getBytes(UTF_8);
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"), ISO_8859_1);
    }

    /** Ends it with all its processes. */
    @Override
    public void close() {
        Process open = process;
        if (open == null) {
            return;
        }
        open.destroy();
        try {
            if (!open.waitFor(10, TimeUnit.SECONDS)) {
                open.descendants().forEach(ProcessHandle::destroyForcibly);
                open.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
