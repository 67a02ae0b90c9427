package org.voicemail4j.mail.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server that answers as a test says: by the start of a command, and for recipients by their address. */
public final class ScriptedSmtp implements AutoCloseable {

    private final ServerSocket server;
    private final Thread acceptor = new Thread(this::accept, "scripted-smtp");
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile long pauseNanos;
    private volatile String extensions = "";
    private volatile @Nullable SSLContext tls;
    private volatile boolean secure;
    private final List<String> sessions = new CopyOnWriteArrayList<>();

    public ScriptedSmtp() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Answers commands that begin so. */
    public ScriptedSmtp answer(String start, String answer) {
        answers.put(start, answer);
        return this;
    }

    public ScriptedSmtp offers(String extension) {
        extensions = "250-" + extension + "\r\n";
        return this;
    }

    /** Waits that long before each octet. */
    public ScriptedSmtp slow(long nanosPerOctet) {
        pauseNanos = nanosPerOctet;
        return this;
    }

    public List<String> heard() {
        return heard;
    }

    public List<String> mails() {
        return mails;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "scripted-smtp-call");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Socket spoken = secure && tls != null ? secured(socket) : socket;
            BufferedReader in = reader(spoken);
            say(spoken, "220 test\r\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                String answer = answer(line);
                say(spoken, answer + "\r\n");
                if (answer.startsWith("354")) {
                    mails.add(data(in));
                    say(spoken, answers.getOrDefault(".", "250 taken") + "\r\n");
                } else if (line.equals("STARTTLS") && tls != null) {
                    spoken = secured(spoken);
                    in = reader(spoken);
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket secured = (SSLSocket)
                Objects.requireNonNull(tls).getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        sessions.add(secured.getSession().getProtocol());
        return secured;
    }

    /** Speaks TLS with that certificate: from the first octet, or after STARTTLS. */
    public ScriptedSmtp tls(SSLContext context, boolean fromTheStart) {
        tls = context;
        secure = fromTheStart;
        return fromTheStart ? this : offers("STARTTLS");
    }

    /** How many connections were encrypted. */
    public int secured() {
        return sessions.size();
    }

    private static String data(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    private String answer(String line) {
        return answers.entrySet().stream()
                .filter(entry -> line.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> usual(line));
    }

    private String usual(String line) {
        return switch (line.split("[ :]", 2)[0]) {
            case "EHLO" -> "250-test\r\n" + extensions + "250 SMTPUTF8";
            case "DATA" -> "354 go on";
            case "STARTTLS" -> "220 go on";
            case "QUIT" -> "221 bye";
            case "AUTH" -> "235 in";
            default -> "250 well";
        };
    }

    private void say(Socket socket, String answer) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (pauseNanos == 0) {
            out.write(answer.getBytes(US_ASCII));
            return;
        }
        for (byte octet : answer.getBytes(US_ASCII)) {
            LockSupport.parkNanos(pauseNanos);
            out.write(octet);
        }
    }

    /** Ends every conversation. */
    public void hangUp() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Nobody is served any more once this returns: a thread that waits in accept may take one more call after the close. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUp();
    }
}
