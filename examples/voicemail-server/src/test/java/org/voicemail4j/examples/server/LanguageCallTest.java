package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.prompt.PromptLibrary;

/** Real calls in Spanish, by the voice of Debian's asterisk-core-sounds-es: what the phone hears are its recordings. */
class LanguageCallTest {

    private static final Path SOUNDS = Path.of("/usr/share/asterisk/sounds");
    private static final Locale SPANISH = Locale.forLanguageTag("es");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void aMessageIsLeftAndHeardInSpanish() throws IOException {
        needSounds();
        try (Server server = server();
                Phone phone = Phone.plugIn("5551234", InetAddress.getLoopbackAddress(), new SplittableRandom(3))) {
            leaveAMessage(server, phone);
            hearIt(server, phone);
        }
    }

    private static void needSounds() {
        if (PromptLibrary.directory(Files.isDirectory(SOUNDS) ? SOUNDS : Path.of("."))
                .find("vm-intro", SPANISH)
                .isPresent()) {
            return;
        }
        String missing = "no Spanish sounds in " + SOUNDS + "; Debian: apt-get install asterisk-core-sounds-es-gsm";
        if (System.getProperty("peers", "").equals("required")) {
            fail(missing);
        }
        abort(missing);
    }

    private Server server() throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        return Server.start(
                ServerSettings.of(List.of("udp:127.0.0.1:0"), StoreName.files(folder.resolve("spool")), conf)
                        .sounds(Optional.of(SOUNDS))
                        .language(SPANISH)
                        .maxCalls(10)
                        .build(),
                CallInfoResolver.NONE);
    }

    private static void leaveAMessage(Server server, Phone phone) {
        try (PhoneCall call = phone.call(server.sipAddress(), "1000")) {
            assertThat(call.awaitSaid(said("vm-theperson", "digits/1"), PATIENCE))
                    .isTrue();
            assertThat(call.awaitSaid(said("vm-intro"), PATIENCE)).isTrue();
            call.awaitBeep(PATIENCE);
            call.say(Speech.say(3, 5));
            call.hangUp();
        }
    }

    /** "Usted tiene", "un", "mensaje", "nuevo": four recordings as one sentence. */
    private static void hearIt(Server server, Phone phone) {
        try (PhoneCall call = phone.call(server.sipAddress(), "*98")) {
            assertThat(call.awaitSaid(said("vm-login"), PATIENCE)).isTrue();
            call.press("1000#");
            assertThat(call.awaitSaid(said("vm-password"), PATIENCE)).isTrue();
            call.press("4242#");
            assertThat(call.awaitSaid(said("vm-youhave", "digits/1M", "vm-message", "vm-INBOXs"), PATIENCE))
                    .isTrue();
            call.press("1");
            assertThat(call.awaitSaid(said("vm-first", "vm-message", "vm-received", "digits/today"), PATIENCE))
                    .isTrue();
            call.hangUp();
        }
    }

    private static short[] said(String... names) {
        PromptLibrary sounds = PromptLibrary.directory(SOUNDS);
        short[] all = new short[0];
        for (String name : names) {
            short[] one = samples(sounds.find(name, SPANISH).orElseThrow());
            all = Arrays.copyOf(all, all.length + one.length);
            System.arraycopy(one, 0, all, all.length - one.length, one.length);
        }
        return all;
    }

    private static short[] samples(AudioContent sound) {
        short[] samples = new short[(int) (sound.length().toMillis() * 8)];
        try (SoundReader reader = new SoundReader(sound, AudioCodecs.standard(), SoundReader.NARROW)) {
            int at = 0;
            int read;
            while (at < samples.length && (read = reader.read(samples, at, samples.length - at)) > 0) {
                at += read;
            }
        }
        return samples;
    }
}
