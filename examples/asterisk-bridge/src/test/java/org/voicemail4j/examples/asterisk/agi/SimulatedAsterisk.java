package org.voicemail4j.examples.asterisk.agi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Asterisk with one channel that runs AGI(): made after the protocol's public documentation, in virtual time. It sends
 * the environment, does what it is told, and writes everything down.
 */
final class SimulatedAsterisk implements AutoCloseable {

    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    final FarEndScript caller = new FarEndScript();
    final Map<String, String> variables = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private final SimulatedChannel channel;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    SimulatedAsterisk(InetSocketAddress server, Path folder, VirtualTime time) throws IOException {
        this.socket = new Socket(server.getAddress(), server.getPort());
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.out = socket.getOutputStream();
        this.channel = new SimulatedChannel(caller, variables, folder, time);
    }

    /** What is different from a usual Asterisk. */
    SimulatedChannel channel() {
        return channel;
    }

    /** Runs AGI(agi://host/request,arguments...) on a thread of its own. */
    SimulatedAsterisk runs(String request, String... arguments) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("network", "yes");
        environment.put("network_script", request);
        environment.put("request", "agi://127.0.0.1/" + request);
        environment.put("channel", "PJSIP/alice-00000001");
        environment.put("language", "en");
        environment.put("callerid", "5551234");
        environment.put("calleridname", "Carol");
        environment.put("rdnis", "unknown");
        environment.put("context", "internal");
        environment.put("extension", "1000");
        environment.put("priority", "1");
        for (int i = 0; i < arguments.length; i++) {
            environment.put("arg_" + (i + 1), arguments[i]);
        }
        return runs(environment);
    }

    SimulatedAsterisk runs(Map<String, String> environment) {
        Thread thread = new Thread(() -> converse(environment), "asterisk");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void converse(Map<String, String> environment) {
        try {
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                send("agi_" + variable.getKey() + ": " + variable.getValue());
            }
            send("");
            String line;
            while ((line = in.readLine()) != null) {
                lines.add("> " + line);
                if (channel.noticesHangUp()) {
                    answer("HANGUP");
                }
                for (String answer : channel.run(words(line))) {
                    answer(answer);
                }
            }
            done.complete(null);
        } catch (IOException e) {
            done.complete(null); // the other side has closed
        } catch (RuntimeException | AssertionError e) {
            done.completeExceptionally(e);
        } finally {
            close();
        }
    }

    private void answer(String line) throws IOException {
        lines.add("< " + line);
        send(line);
    }

    private void send(String line) throws IOException {
        out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return words;
    }

    /** Whether our side has left the conversation. */
    boolean isLeft() {
        return done.isDone();
    }

    /** Waits until our side has left the conversation. */
    SimulatedAsterisk awaitEnd() throws Exception {
        done.get(60, TimeUnit.SECONDS);
        return this;
    }

    /** What was said, a line each; names of files by their number. */
    String transcript() {
        synchronized (lines) {
            return String.join("\n", lines).replaceAll("[^\" ]*/vm4j-[0-9a-f]{8}-(\\d+)", "FILE-$1") + "\n";
        }
    }

    /** The commands alone. */
    String commands() {
        return transcript()
                .lines()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2) + "\n")
                .reduce("", String::concat);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
