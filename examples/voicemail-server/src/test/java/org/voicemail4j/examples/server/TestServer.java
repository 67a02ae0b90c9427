package org.voicemail4j.examples.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.media.prompt.PromptTexts;
import org.voicemail4j.sip.SipConfig;

/**
 * The real server on loopback, with mailboxes 1000 and 2000 (PIN 4242) and no other prompt than a short beep, so that
 * calls do not take long.
 */
final class TestServer implements AutoCloseable {

    static final String CONF = """
            [general]
            format = wav
            maxmsg = 9000
            [default]
            1000 => 4242,Ann Owner
            2000 => 4242,Ben Owner,,,maxsilence=2
            """;

    /** Longer than a call without sound lasts. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> SILENT = List.of(
            ("vm-theperson digits/0 digits/1 digits/2 vm-isunavail vm-intro auth-thankyou vm-goodbye vm-nothingrecorded "
                            + "vm-password vm-youhave vm-INBOX vm-Old vm-message vm-messages vm-no vm-onefor vm-opts "
                            + "vm-helpexit vm-first vm-last vm-received digits/today digits/at vm-advopts vm-repeat "
                            + "vm-delete vm-undelete vm-deleted vm-savemessage vm-nomore vm-prev vm-next vm-tohearenv "
                            + "digits/oclock digits/oh digits/a-m digits/p-m")
                    .split(" "));

    private final Path folder;
    private final Server server;

    TestServer(Path folder) throws IOException {
        this(folder, CallInfoResolver.NONE);
    }

    TestServer(Path folder, CallInfoResolver resolver) throws IOException {
        this(folder, resolver, CONF);
    }

    TestServer(Path folder, MessageDesks desks) throws IOException {
        this(folder, CONF, settings -> Server.start(settings.build(), desks));
    }

    TestServer(Path folder, CallInfoResolver resolver, String voicemailConf) throws IOException {
        this(folder, voicemailConf, settings -> Server.start(settings.build(), resolver));
    }

    /** With a network of its own around it, and no other sound but the beep. */
    static TestServer amid(Path folder, String voicemailConf, UnaryOperator<SipConfig.Builder> sip) throws IOException {
        for (String name :
                PromptTexts.find(Locale.ENGLISH).orElseThrow().byName().keySet()) {
            silence(folder.resolve("sounds").resolve(name + ".wav"));
        }
        return new TestServer(folder, voicemailConf, settings -> Server.start(settings.build()), sip);
    }

    private static void silence(Path prompt) throws IOException {
        Files.createDirectories(prompt.getParent());
        if (!prompt.endsWith("beep.wav")) {
            Spool.write(prompt, new short[160]);
        }
    }

    TestServer(Path folder, String voicemailConf, Function<ServerSettings.Builder, Server> start) throws IOException {
        this(folder, voicemailConf, start, UnaryOperator.identity());
    }

    private TestServer(
            Path folder,
            String voicemailConf,
            Function<ServerSettings.Builder, Server> start,
            UnaryOperator<SipConfig.Builder> sip)
            throws IOException {
        this.folder = folder;
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), voicemailConf);
        Files.createDirectories(folder.resolve("work"));
        server = start.apply(ServerSettings.of(
                        List.of("udp:127.0.0.1:0", "tcp:127.0.0.1:0"), StoreName.files(folder.resolve("spool")), conf)
                .sounds(Optional.of(beepAlone(folder.resolve("sounds"))))
                .trusted(List.of("127.0.0.0/8"))
                .maxCalls(300)
                .moreSip(sip));
    }

    /** A folder of prompts: a beep of 400 ms, and next to nothing for all else that the tests' calls hear. */
    static Path beepAlone(Path sounds) throws IOException {
        Files.createDirectories(sounds.resolve("digits"));
        for (String name : SILENT) {
            Spool.write(sounds.resolve(name + ".wav"), new short[160]);
        }
        short[] beep = new short[Speech.RATE_HZ * 2 / 5];
        for (int i = 0; i < beep.length; i++) {
            beep[i] = (short) (8000 * Math.sin(2 * Math.PI * 1000 * i / Speech.RATE_HZ));
        }
        Spool.write(sounds.resolve("beep.wav"), beep);
        return sounds;
    }

    InetSocketAddress address() {
        return server.sipAddress();
    }

    Server server() {
        return server;
    }

    Spool spool() {
        return new Spool(folder.resolve("spool"));
    }

    /** Everything that the server might touch lies below; {@link #work} is for the test's own files. */
    Path folder() {
        return folder;
    }

    Path work() {
        return folder.resolve("work");
    }

    /** Waits until no call is left, which may take until one without sound is given up. */
    void awaitNoCalls() {
        await("no call", () -> server.calls() == 0);
    }

    static void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    static void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
