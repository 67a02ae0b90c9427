package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows on this machine alone that a message is taken, announced, heard and saved. */
@Command(
        name = "demo",
        description = {
            "Plays a whole voicemail story on this machine, in under a minute.",
            "It starts a server on free loopback ports with a temporary spool. A caller leaves a message over SIP and "
                    + "RTP, the owner's lamp is switched on by NOTIFY, the owner logs in by keys, hears the message, "
                    + "saves it, and the lamp goes off. What is heard is compared with what was said."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--mute",
            description = "Mute the caller's microphone: the comparison must then fail, and the exit code is 1.")
    private boolean mute;

    @Option(names = "--keep", description = "Keep the temporary spool and tell where it is.")
    private boolean keep;

    @Override
    public Integer call() {
        if (keep) {
            play(temporaryFolder());
        } else {
            try (OwnFolder own = OwnFolder.make("voicemail-demo-")) {
                play(own.path());
            }
        }
        return 0;
    }

    private void play(Path folder) {
        Progress progress = new Progress(spec.commandLine().getOut(), DemoScript.STEPS, System::nanoTime);
        Path mailboxes = write(folder.resolve("voicemail.conf"), DemoScript.MAILBOXES);
        Path spool = folder.resolve("spool");
        ServerSettings.Builder settings =
                ServerSettings.of(List.of("udp:127.0.0.1:0"), StoreName.files(spool), mailboxes);
        new DemoScript(progress, new SecureRandom(), mute)
                .play(
                        proxy -> Server.start(settings.proxy("sip:127.0.0.1:" + proxy.getPort())
                                .build()),
                        spool);
        if (keep) {
            progress.print("kept in " + folder);
        }
        progress.print(String.format(
                Locale.ROOT, "The message was taken, announced, heard and saved: %.1f s.", progress.seconds()));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("voicemail-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
