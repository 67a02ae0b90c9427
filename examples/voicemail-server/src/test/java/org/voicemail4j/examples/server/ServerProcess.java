package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code voicemail serve} in a process of its own, as an operator runs it. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern UDP = Pattern.compile(" udp:127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final String ready;

    /** Starts it with mailboxes 1000 and 2000 and a spool in that folder, and waits for READY. */
    ServerProcess(Path folder, String... more) throws IOException {
        this(folder, folder.resolve("log"), more);
    }

    /** One of several nodes with one spool. */
    static ServerProcess named(Path folder, String name, String... more) throws IOException {
        return new ServerProcess(folder, folder.resolve("log-" + name), more);
    }

    private ServerProcess(Path folder, Path log, String... more) throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--sip=udp:127.0.0.1:0",
                "--sip=tcp:127.0.0.1:0",
                "--store=fs:" + folder.resolve("spool"),
                "--mailboxes=" + conf,
                "--sounds=" + TestServer.beepAlone(folder.resolve("sounds"))));
        command.addAll(List.of(more));
        if (isHangUpIgnored()) {
            command.addAll(0, List.of("env", "--default-signal=HUP"));
        }
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = out.readLine();
        ready = line == null ? "" : line;
        assertThat(ready).as(Files.readString(log)).startsWith("READY ");
    }

    /** Under {@code nohup} processes inherit that they ignore it, and a JVM goes on doing so. */
    private static boolean isHangUpIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
    }

    String ready() {
        return ready;
    }

    InetSocketAddress address() {
        Matcher udp = UDP.matcher(ready);
        assertThat(udp.find()).as(ready).isTrue();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(udp.group(1)));
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends SIGHUP. */
    void hangUp() throws IOException, InterruptedException {
        int done = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(done).isZero();
    }

    /** Sends SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("the server ended").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
