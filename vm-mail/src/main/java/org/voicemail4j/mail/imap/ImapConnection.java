package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an IMAP server (RFC 3501, RFC 9051), logged in. Each command is bounded in time and in the octets of
 * its answer. After an {@link IOException} that is no {@link ImapRefusedException} it is of no use any more. Used by one
 * thread at a time.
 */
final class ImapConnection implements AutoCloseable {

    private final ImapLink link;
    private final ImapDialogue dialogue;
    private final ImapTimeouts timeouts;
    private final ImapAccount.Login login;
    private final ImapIdle idle;
    private final Set<String> capabilities = new HashSet<>();
    private String delimiter = "/";
    private @Nullable String selected;
    private long uidValidity;
    private boolean broken;
    private boolean kept;

    private interface Step<T> {
        T run() throws IOException;
    }

    /**
     * Connects and logs in.
     *
     * @param heard is run whenever the server has answered something
     */
    ImapConnection(
            ImapAccount.Login login, ImapMessageStoreBuilder settings, ScheduledExecutorService watch, Runnable heard)
            throws IOException {
        this.login = login;
        this.timeouts = settings.timeouts;
        long end = settings.elapsed.nanos() + timeouts.open().toNanos();
        this.link = new ImapLink(login.server(), watch, timeouts.open());
        this.dialogue = new ImapDialogue(link, heard);
        this.idle = new ImapIdle(link, dialogue, settings.elapsed);
        boolean opened = false;
        try (ImapLink.Limit limit = link.limit(Duration.ofNanos(end - settings.elapsed.nanos()))) {
            open(settings);
            opened = true;
        } catch (IOException e) {
            throw told(e);
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private void open(ImapMessageStoreBuilder settings) throws IOException {
        ImapSecurity security = login.server().security();
        if (security == ImapSecurity.TLS) {
            link.startTls(settings.trusted);
        }
        ImapLine greeting = dialogue.greeting();
        if (!greeting.kind().equals("OK") && !greeting.kind().equals("PREAUTH")) {
            throw new ImapProtocolException("not welcome: " + ImapRefusedException.printable(greeting.text()));
        }
        learn(dialogue.run("CAPABILITY"));
        boolean offered = has("STARTTLS") && security == ImapSecurity.IF_OFFERED;
        if (security == ImapSecurity.STARTTLS || offered) {
            dialogue.run("STARTTLS");
            link.startTls(settings.trusted);
            learn(dialogue.run("CAPABILITY"));
        }
        if (!greeting.kind().equals("PREAUTH")) {
            authenticate();
        }
        learn(dialogue.run("CAPABILITY"));
        delimiter = dialogue.run("LIST \"\" \"\"").of("LIST").stream()
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
            byte[] secret = utf8(actsFor + '\0' + user + '\0' + login.password());
            byte[] response = Base64.getEncoder().encode(secret);
            dialogue.run("AUTHENTICATE PLAIN", out -> out.write(response));
            return;
        }
        if (login.authUser().isPresent()) {
            throw new ImapProtocolException("the server has no AUTH=PLAIN, which authuser needs");
        }
        if (has("LOGINDISABLED")) {
            throw new ImapProtocolException(
                    "the server takes no password here (LOGINDISABLED); it may by TLS: imapflags");
        }
        byte[] user = utf8(login.user());
        byte[] password = utf8(login.password());
        dialogue.run(
                "LOGIN {" + user.length + "}",
                out -> out.write(user),
                " {" + password.length + "}",
                out -> out.write(password));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        return within(timeouts.read(), () -> dialogue.run(line));
    }

    /** Appends a message to a folder; the server's answer may tell its UID. */
    ImapAnswer append(String folder, Set<String> flags, VoicemailMail mail) throws IOException {
        String line =
                "APPEND " + ImapText.folder(folder) + " (" + String.join(" ", flags) + ") {" + mail.octets() + "}";
        return within(timeouts.read().plus(timeouts.write()), () -> dialogue.run(line, mail::writeTo));
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

    /** Whether there is a folder of that very name: in LIST's pattern % and * stand for others, too. */
    boolean exists(String folder) throws IOException {
        String name = ImapText.modifiedUtf7(folder);
        return command("LIST \"\" " + ImapText.folder(folder)).of("LIST").stream()
                .anyMatch(
                        line -> line.items().size() > 3 && isNamed(line.items().get(3), name));
    }

    private static boolean isNamed(@Nullable Object said, String name) {
        return name.equalsIgnoreCase("INBOX") ? name.equalsIgnoreCase(String.valueOf(said)) : name.equals(said);
    }

    /** Tells what others do in the selected folder until that time has passed or a line says that something changed. */
    boolean idle(Duration longest) throws IOException {
        return within(longest.plus(timeouts.read()), () -> idle.await(longest));
    }

    private <T> T within(Duration time, Step<T> step) throws IOException {
        boolean usable = false;
        try (ImapLink.Limit limit = link.limit(time)) {
            T result = step.run();
            usable = true;
            return result;
        } catch (ImapRefusedException e) {
            usable = true;
            throw e;
        } catch (IOException e) {
            throw told(e);
        } finally {
            broken |= !usable;
        }
    }

    private IOException told(IOException failure) {
        return link.isOverdue() ? new ImapSilenceException(failure) : failure;
    }

    /** Begins to say good-bye, without waiting for an answer. */
    void beginLogout(Duration longest) {
        if (!broken) {
            tryTo(longest, () -> dialogue.begin("LOGOUT"));
        }
    }

    /** Waits for the answer to the good-bye, and closes it. */
    void endLogout(Duration longest) {
        if (!broken && !longest.isNegative() && !longest.isZero()) {
            tryTo(longest, dialogue::awaitEnd);
        }
        close();
    }

    private void tryTo(Duration longest, Step<?> step) {
        try {
            within(longest, step);
        } catch (IOException e) {
            broken = true; // it is being closed anyway
        }
    }

    @Override
    public void close() {
        broken = true;
        link.close();
    }
}
