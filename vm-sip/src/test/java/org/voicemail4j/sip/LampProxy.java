package org.voicemail4j.sip;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** A proxy on loopback with phones behind it: takes NOTIFY by UDP, answers as told, and remembers what lamps show. */
final class LampProxy implements AutoCloseable {

    private static final Pattern COUNTS = Pattern.compile("Voice-Message: (\\d+)/(\\d+) \\((\\d+)/(\\d+)\\)");

    final List<String> notifies = new CopyOnWriteArrayList<>();
    private final Map<String, MessageSummary> shown = new ConcurrentHashMap<>();
    private final UdpPeer socket = new UdpPeer("127.0.0.1", 9);
    private final Thread reader = new Thread(this::read, "lamp-proxy");
    private volatile Function<String, Integer> answer = notify -> 200;
    private volatile boolean stalled;
    private volatile boolean closed;

    LampProxy() {
        reader.start();
    }

    int port() {
        return socket.port();
    }

    void answer(Function<String, Integer> statusOfNotify) {
        answer = statusOfNotify;
    }

    void stall(boolean stall) {
        stalled = stall;
    }

    /** What the phones of that address show. */
    Optional<MessageSummary> shown(String user) {
        return Optional.ofNullable(shown.get(user));
    }

    private void read() {
        while (!closed) {
            socket.receive(Duration.ofMillis(50)).filter(message -> !stalled).ifPresent(this::take);
        }
    }

    private void take(String message) {
        notifies.add(message);
        int status = answer.apply(message);
        if (status == 200) {
            Matcher counts = COUNTS.matcher(message);
            if (counts.find()) {
                shown.put(user(message), summary(counts));
            }
        }
        if (status > 0) {
            String via = UdpPeer.header(message, "Via");
            int port = Integer.parseInt(via.replaceAll(".*?127\\.0\\.0\\.1:(\\d+).*", "$1"));
            socket.respond(message, status, port);
        }
    }

    static String user(String notify) {
        return notify.substring("NOTIFY sip:".length(), notify.indexOf('@'));
    }

    private static MessageSummary summary(Matcher counts) {
        int[] numbers = new int[4];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(counts.group(i + 1));
        }
        return new MessageSummary(new MessageCounts(numbers[0], numbers[2], numbers[1], numbers[3]));
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        reader.join();
        socket.close();
    }
}
