package org.voicemail4j.examples.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The listener beneath its routes. */
class HttpListenerTest {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MORE_THAN_CONNECTIONS = 70;
    private static final byte[] LONG = new byte[8_000_000];

    private HttpListener listener;

    @BeforeEach
    void start() throws IOException {
        Router router = new Router(List.of(
                Route.open("/long", request -> Answer.octets(200, "audio/wav", LONG)),
                Route.open("/health", request -> Answer.text(200, "text/plain", "alive"))));
        listener = HttpListener.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router, Tokens.NONE);
    }

    @AfterEach
    void close() {
        listener.close();
    }

    /** Each of them would keep its place until the longest answer's time is over. */
    @Test
    void whoeverBreaksOffAnAnswerGivesItsPlaceBack() throws IOException {
        for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
            breakOff();
        }
        assertThat(health()).startsWith("HTTP/1.1 200");
    }

    private void breakOff() throws IOException {
        try (Socket socket = asking("/long")) {
            assertThat(socket.getInputStream().readNBytes(1_000)).startsWith("HTTP/1.1 200".getBytes(US_ASCII));
            socket.setSoLinger(true, 0);
        }
    }

    private String health() throws IOException {
        try (Socket socket = asking("/health");
                InputStream answer = socket.getInputStream()) {
            return new String(answer.readAllBytes(), US_ASCII);
        }
    }

    private Socket asking(String path) throws IOException {
        Socket socket =
                new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
        return socket;
    }
}
