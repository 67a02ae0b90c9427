package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an IMAP server (RFC 3501, RFC 9051), logged in. Each command is bounded in time and in the octets of
 * its answer. After an {@link IOException} that is no {@link ImapRefusedException} it is of no use any more. Used by one
 * thread at a time.
 */
final class ImapConnection implements AutoCloseable {

    private static final long MOST_OCTETS = 24L << 20;

    private final ImapLink link;
    private final ImapTimeouts timeouts;
    private final ImapAccount.Login login;
    private final Set<String> capabilities = new HashSet<>();
    private String delimiter = "/";
    private int tags;
    private @Nullable String selected;
    private long uidValidity;
    private boolean broken;
    private boolean kept;

    /** Connects and logs in. */
    ImapConnection(ImapAccount.Login login, ImapTimeouts timeouts, SSLContext trusted, ScheduledExecutorService watch)
            throws IOException {
        this.login = login;
        this.timeouts = timeouts;
        this.link = new ImapLink(login.server(), watch, timeouts.open());
        try (ImapLink.Limit limit = link.limit(timeouts.open())) {
            open(trusted);
        } catch (IOException e) {
            close();
            throw told(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(SSLContext trusted) throws IOException {
        ImapSecurity security = login.server().security();
        link.reader().allow(MOST_OCTETS);
        if (security == ImapSecurity.TLS) {
            link.startTls(trusted);
            link.reader().allow(MOST_OCTETS);
        }
        ImapLine greeting = link.reader().read();
        if (!greeting.kind().equals("OK") && !greeting.kind().equals("PREAUTH")) {
            throw new ImapProtocolException("not welcome: " + ImapRefusedException.printable(greeting.text()));
        }
        learn(run("CAPABILITY"));
        boolean offered = has("STARTTLS") && security == ImapSecurity.IF_OFFERED;
        if (security == ImapSecurity.STARTTLS || offered) {
            run("STARTTLS");
            link.startTls(trusted);
            learn(run("CAPABILITY"));
        }
        if (!greeting.kind().equals("PREAUTH")) {
            authenticate();
        }
        learn(run("CAPABILITY"));
        delimiter = run("LIST \"\" \"\"").of("LIST").stream()
                .filter(line -> line.items().size() > 2 && line.items().get(2) instanceof String)
                .map(line -> String.valueOf(line.items().get(2)))
                .filter(text -> text.length() == 1)
                .findFirst()
                .orElse("/");
    }

    private void learn(ImapAnswer answer) {
        capabilities.clear();
        for (ImapLine line : answer.of("CAPABILITY")) {
            line.items().forEach(item -> capabilities.add(String.valueOf(item).toUpperCase(Locale.ROOT)));
        }
    }

    private void authenticate() throws IOException {
        if (has("AUTH=PLAIN")) {
            String user = login.authUser().orElse(login.user());
            String actsFor = login.authUser().isPresent() ? login.user() : "";
            byte[] secret = (actsFor + '\0' + user + '\0' + login.password()).getBytes(StandardCharsets.UTF_8);
            String response = Base64.getEncoder().encodeToString(secret);
            run("AUTHENTICATE PLAIN", out -> out.write(ascii(response)));
            return;
        }
        if (login.authUser().isPresent()) {
            throw new ImapProtocolException("the server has no AUTH=PLAIN, which authuser needs");
        }
        byte[] user = login.user().getBytes(StandardCharsets.UTF_8);
        byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
        run(
                "LOGIN {" + user.length + "}",
                out -> out.write(user),
                " {" + password.length + "}",
                out -> out.write(password));
    }

    boolean has(String capability) {
        return capabilities.contains(capability);
    }

    /** What stands between the name of a folder and that of one in it. */
    String delimiter() {
        return delimiter;
    }

    /** Which life of the selected folder this is: UIDs of another one mean nothing. */
    long uidValidity() {
        return uidValidity;
    }

    /** Notes that it was used before and has been lying about since. */
    void keep() {
        kept = true;
    }

    boolean isKept() {
        return kept;
    }

    boolean isBroken() {
        return broken;
    }

    /** Runs a command and waits for its answer. */
    ImapAnswer command(String line) throws IOException {
        return within(timeouts.read(), () -> run(line));
    }

    /** Appends a message to a folder; the server's answer may tell its UID. */
    ImapAnswer append(String folder, Set<String> flags, VoicemailMail mail) throws IOException {
        String line =
                "APPEND " + ImapText.folder(folder) + " (" + String.join(" ", flags) + ") {" + mail.octets() + "}";
        return within(timeouts.read().plus(timeouts.write()), () -> run(line, mail::writeTo));
    }

    /** Looks into a folder as it is now. @return whether it exists */
    boolean select(String folder) throws IOException {
        if (folder.equals(selected)) {
            command("NOOP");
            return true;
        }
        selected = null;
        ImapAnswer answer;
        try {
            answer = command("SELECT " + ImapText.folder(folder));
        } catch (ImapRefusedException e) {
            if (e.hasCode("NONEXISTENT") || e.hasCode("TRYCREATE") || !exists(folder)) {
                return false;
            }
            throw e;
        }
        uidValidity = answer.code("UIDVALIDITY").flatMap(ImapAnswer::number).orElse(0L);
        selected = folder;
        return true;
    }

    private boolean exists(String folder) throws IOException {
        return !command("LIST \"\" " + ImapText.folder(folder)).of("LIST").isEmpty();
    }

    /** Tells what others do in the selected folder until that time has passed or a line says that something changed. */
    boolean idle(Duration longest) throws IOException {
        return within(longest.plus(timeouts.read()), () -> {
            String tag = nextTag();
            write(tag + " IDLE\r\n");
            link.reader().allow(MOST_OCTETS);
            boolean changed = false;
            ImapLine line = link.reader().read();
            for (; !line.tag().equals("+"); line = link.reader().read()) {
                refuse(tag, "IDLE", line);
                changed |= isChange(line);
            }
            return changed || waitForChange(tag, longest);
        });
    }

    private boolean waitForChange(String tag, Duration longest) throws IOException {
        boolean changed = false;
        link.readFor(longest);
        try {
            while (!changed) {
                changed = isChange(link.reader().read());
            }
        } catch (SocketTimeoutException e) {
            changed = false;
        } finally {
            link.readFor(Duration.ZERO);
        }
        write("DONE\r\n");
        for (ImapLine line = link.reader().read();
                !line.tag().equals(tag);
                line = link.reader().read()) {
            changed |= isChange(line);
        }
        return changed;
    }

    private static boolean isChange(ImapLine line) throws IOException {
        if (line.kind().equals("BYE")) {
            throw new ImapProtocolException("the server says good-bye");
        }
        return line.isUntagged()
                && Set.of("EXISTS", "EXPUNGE", "FETCH", "VANISHED").contains(line.kind());
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T within(Duration time, Step<T> step) throws IOException {
        try (ImapLink.Limit limit = link.limit(time)) {
            return step.run();
        } catch (ImapRefusedException e) {
            throw e;
        } catch (IOException e) {
            broken = true;
            throw told(e);
        } catch (RuntimeException e) {
            broken = true;
            throw e;
        }
    }

    private IOException told(IOException failure) {
        return link.isOverdue() ? new IOException("the server took too long", failure) : failure;
    }

    private interface Literal {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Texts, and literals each of which the server has to ask for. */
    private ImapAnswer run(Object... parts) throws IOException {
        String tag = nextTag();
        String what = String.valueOf(parts[0]).split("[ {]", 2)[0];
        link.reader().allow(MOST_OCTETS);
        List<ImapLine> lines = new ArrayList<>();
        link.out().write(ascii(tag + " "));
        for (Object part : parts) {
            if (part instanceof Literal literal) {
                write("\r\n");
                awaitContinuation(tag, what, lines);
                literal.writeTo(link.out());
            } else {
                link.out().write(ascii(String.valueOf(part)));
            }
        }
        write("\r\n");
        for (ImapLine line = link.reader().read(); ; line = link.reader().read()) {
            lines.add(line);
            refuse(tag, what, line);
            if (line.tag().equals(tag)) {
                return new ImapAnswer(lines);
            }
        }
    }

    private ImapAnswer run(String line) throws IOException {
        return run(new Object[] {line});
    }

    private ImapAnswer run(String line, Literal literal) throws IOException {
        return run(new Object[] {line, literal});
    }

    private ImapAnswer run(String line, Literal literal, String rest, Literal last) throws IOException {
        return run(new Object[] {line, literal, rest, last});
    }

    private void awaitContinuation(String tag, String what, List<ImapLine> lines) throws IOException {
        for (ImapLine line = link.reader().read();
                !line.tag().equals("+");
                line = link.reader().read()) {
            refuse(tag, what, line);
            lines.add(line);
        }
    }

    private void refuse(String tag, String what, ImapLine line) throws IOException {
        if (line.tag().equals(tag) && !line.kind().equals("OK")) {
            throw new ImapRefusedException(what, line.text());
        }
        if (line.isUntagged() && line.kind().equals("BYE") && !what.equals("LOGOUT")) {
            throw new ImapProtocolException("the server says good-bye: " + ImapRefusedException.printable(line.text()));
        }
    }

    private String nextTag() {
        return "v" + ++tags;
    }

    private void write(String line) throws IOException {
        link.out().write(ascii(line));
        link.out().flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Says good-bye. */
    void logout() {
        try (ImapLink.Limit limit = link.limit(timeouts.close())) {
            if (!broken) {
                run("LOGOUT");
            }
        } catch (IOException e) {
            broken = true; // it is being closed anyway
        }
        close();
    }

    @Override
    public void close() {
        broken = true;
        link.close();
    }
}
