package org.voicemail4j.mail.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mailbox.PinPolicy;
import org.voicemail4j.testkit.PinPolicyContract;

/** Programs that are asked about PINs are a policy like any other. */
class PinProgramsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private Path script = Path.of("");

    private abstract class Scripted implements PinPolicyContract {

        abstract String text();

        abstract PinPolicy policy(Program program);

        @BeforeEach
        void write() throws IOException {
            script = Files.writeString(folder.resolve("program"), text());
        }

        @Override
        public PinPolicy policy() {
            return policy(new Program(List.of("sh", script.toString()), PATIENCE));
        }

        @Override
        public String admitted() {
            return "4711";
        }

        @Override
        public String refused() {
            return "1234";
        }

        @Override
        public void cutOff() {
            try {
                Files.delete(script);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** {@code externpasscheck}: mailbox, context, old PIN, new PIN. */
    @Nested
    class ThatCheck extends Scripted {

        @Override
        String text() {
            return "[ \"$1/$2/$3/$4\" = 1000/default//4711 ] && echo VALID || echo INVALID\n";
        }

        @Override
        PinPolicy policy(Program program) {
            return new PinPrograms(Optional.of(program), Optional.empty(), Optional.empty());
        }
    }

    /** {@code externpass}: context, mailbox, new PIN. */
    @Nested
    class ThatChange extends Scripted {

        @Override
        String text() {
            return "[ \"$1/$2/$3\" = default/1000/4711 ]\n";
        }

        @Override
        PinPolicy policy(Program program) {
            return new PinPrograms(Optional.empty(), Optional.of(program), Optional.empty());
        }
    }
}
