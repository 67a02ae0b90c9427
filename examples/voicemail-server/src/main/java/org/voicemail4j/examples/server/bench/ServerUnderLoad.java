package org.voicemail4j.examples.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.examples.server.phone.PhoneException;

/** A server in a process of its own, and what that process uses. */
public final class ServerUnderLoad implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("READY udp:([^ ]+):([0-9]+).*");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

    private final Process process;
    private final InetSocketAddress address;

    /**
     * Starts it and waits until it takes calls.
     *
     * @param log where its standard error goes
     */
    public ServerUnderLoad(List<String> command, Path log) {
        try {
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            Matcher ready = READY.matcher(String.valueOf(line));
            if (!ready.matches()) {
                process.destroyForcibly();
                throw new PhoneException("the server did not start; its log is " + log);
            }
            address = new InetSocketAddress(InetAddress.getByName(ready.group(1)), Integer.parseInt(ready.group(2)));
        } catch (IOException e) {
            throw new PhoneException("the server did not start", e);
        }
    }

    /** Where it takes SIP by UDP. */
    public InetSocketAddress address() {
        return address;
    }

    /** Processor time that it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Its memory in MiB; 0 where that cannot be told. */
    public long residentMebibytes() {
        try {
            Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return resident.find() ? Long.parseLong(resident.group(1)) / 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Ends it as an operator would. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
