package org.voicemail4j.mail.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket that sends and reads until a point in time, however little goes at once and however often. */
final class DeadlineSocket extends Socket {

    private final Deadline deadline;

    DeadlineSocket(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                limit();
                return super.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                limit();
                return super.read(into, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream out = super.getOutputStream();
        return new FilterOutputStream(out) {
            @Override
            public void write(int octet) throws IOException {
                stopAtTheEnd();
                out.write(octet);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                stopAtTheEnd();
                out.write(octets, offset, length);
            }
        };
    }

    private void stopAtTheEnd() throws IOException {
        if (deadline.isOver()) {
            throw new SocketTimeoutException("the server took the mail too slowly");
        }
    }

    private void limit() throws IOException {
        long left = deadline.leftMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("the server took too long in all");
        }
        setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
    }
}
