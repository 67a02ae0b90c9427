package org.voicemail4j.mail.imap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that lets anybody in and then says what a test wants it to say, whatever that does to whoever listens. */
final class ScriptedImap implements AutoCloseable {

    private final ServerSocket listening;
    private final Thread acceptor = new Thread(this::accept, "scripted-imap");
    private final Answer answer;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What is said to a command. */
    interface Answer {
        /** @param command without tag; ordinary answers are given to what this leaves alone by returning false */
        boolean to(String tag, String command, OutputStream out) throws IOException;
    }

    ScriptedImap(Answer answer) throws IOException {
        this.answer = answer;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor.setDaemon(true);
        acceptor.start();
    }

    ImapServer server() {
        return ImapServer.of("127.0.0.1", listening.getLocalPort(), ImapSecurity.CLEAR);
    }

    /** How many connections are there. */
    int open() {
        return (int) sockets.stream().filter(socket -> !socket.isClosed()).count();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "scripted-imap");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            say(out, "* OK at your service\r\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 2);
                if (words.length == 2 && !answer.to(words[0], words[1], out)) {
                    usual(words[0], words[1], in, out);
                }
            }
        } catch (IOException e) {
            // whoever listened has had enough
        }
    }

    private void usual(String tag, String command, BufferedReader in, OutputStream out) throws IOException {
        if (command.startsWith("CAPABILITY")) {
            say(out, "* CAPABILITY IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS IDLE\r\n");
        } else if (command.startsWith("AUTHENTICATE")) {
            say(out, "+ \r\n");
            answer.to(tag, "secret " + in.readLine(), out);
        } else if (command.startsWith("IDLE")) {
            say(out, "+ go on\r\n");
            in.readLine();
        } else if (command.startsWith("LIST \"\" \"\"")) {
            say(out, "* LIST (\\Noselect) \"/\" \"\"\r\n");
        } else if (command.startsWith("SELECT")) {
            say(out, "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n");
        } else if (command.startsWith("UID SEARCH")) {
            say(out, "* SEARCH 1\r\n");
        } else if (command.contains("(FLAGS)")) {
            say(out, "* 1 FETCH (UID 1 FLAGS ())\r\n");
        } else if (command.contains("HEADER.FIELDS")) {
            String headers = "X-Asterisk-VM-Extension: 1000\r\nX-Asterisk-VM-Context: default\r\n"
                    + "X-Asterisk-VM-Message-ID: 1-1\r\n\r\n";
            say(out, "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (X)]<0> {" + headers.length() + "}\r\n" + headers + ")\r\n");
        }
        say(out, tag + " OK done\r\n");
    }

    static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Nobody is served any more once this returns: a thread that waits in accept may take one more call after the close. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
