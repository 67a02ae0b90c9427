package org.voicemail4j.mail.smtp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.command.Program;

/** The contract, kept by SMTP and by a program, and broken by such as integrators might write. */
class MailTransportContractTest {

    /** To a server that answers well. */
    @Nested
    class BySmtp implements MailTransportContract {

        private ScriptedSmtp server;
        private SmtpTransport transport;

        @BeforeEach
        void start() throws IOException {
            server = new ScriptedSmtp();
            transport = new SmtpTransport(SmtpConfig.server("127.0.0.1", server.port())
                    .times(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(60))
                    .build());
        }

        @AfterEach
        void stop() throws IOException {
            transport.close();
            server.close();
        }

        @Override
        public MailTransport transport() {
            return transport;
        }

        @Override
        public List<String> arrived() {
            return server.mails();
        }

        @Override
        public void cutOff() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Through a program that puts mail into a folder. */
    @Nested
    class ByAProgram implements MailTransportContract {

        @TempDir
        private Path folder;

        private Path script = Path.of("");

        @BeforeEach
        void write() throws IOException {
            script = Files.writeString(folder.resolve("program"), "cat > \"$1/$$.mail\"\n");
        }

        @Override
        public MailTransport transport() {
            List<String> command = List.of("sh", script.toString(), folder.toString());
            return new CommandTransport(new Program(command, Duration.ofSeconds(60)));
        }

        @Override
        public List<String> arrived() {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".mail"))
                        .map(ByAProgram::read)
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void cutOff() {
            try {
                Files.delete(script);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A transport into a list; what is planted overrides. */
    private static class Memory implements MailTransport {

        final List<String> taken = new CopyOnWriteArrayList<>();
        boolean away;
        boolean closed;

        @Override
        public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
            if (away) {
                throw new MailException("nobody there", null);
            }
            taken.add(text(mail));
            return new MailResult(Set.copyOf(recipients), Map.of(), Map.of());
        }

        static String text(MimeMessage mail) {
            try {
                ByteArrayOutputStream octets = new ByteArrayOutputStream();
                mail.writeTo(octets);
                return octets.toString(StandardCharsets.UTF_8);
            } catch (IOException | MessagingException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static MailTransportContract contract(Memory transport) {
        return new MailTransportContract() {
            @Override
            public MailTransport transport() {
                return transport;
            }

            @Override
            public List<String> arrived() {
                return transport.taken;
            }

            @Override
            public void cutOff() {
                transport.away = true;
            }
        };
    }

    private static void breaks(Memory faulty, Consumer<MailTransportContract> test) {
        ThrowingCallable run = () -> test.accept(contract(faulty));
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void aTransportIntoAListKeepsIt() {
        for (Consumer<MailTransportContract> test : List.<Consumer<MailTransportContract>>of(
                MailTransportContract::aMailArrivesAsItIs,
                MailTransportContract::eachMailArrivesOnce,
                MailTransportContract::severalGoAtOnce,
                MailTransportContract::whenNobodyIsThereItMayGoAnotherTime,
                MailTransportContract::closingTwiceIsHarmless)) {
            test.accept(contract(new Memory()));
        }
    }

    @Test
    void whoForgetsARecipientIsFound() {
        breaks(
                new Memory() {
                    @Override
                    public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
                        return super.send(mail, sender, recipients.subList(0, 1));
                    }
                },
                MailTransportContract::aMailArrivesAsItIs);
    }

    @Test
    void whoSendsTwiceIsFound() {
        breaks(
                new Memory() {
                    @Override
                    public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
                        super.send(mail, sender, recipients);
                        return super.send(mail, sender, recipients);
                    }
                },
                MailTransportContract::eachMailArrivesOnce);
    }

    @Test
    void whoServesOneThreadIsFound() {
        Thread first = Thread.currentThread();
        breaks(
                new Memory() {
                    @Override
                    public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
                        if (Thread.currentThread() != first) {
                            throw new MailException("planted: busy", null);
                        }
                        return super.send(mail, sender, recipients);
                    }
                },
                MailTransportContract::severalGoAtOnce);
    }

    @Test
    void whoSaysAnythingWhenNobodyIsThereIsFound() {
        breaks(
                new Memory() {
                    @Override
                    public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
                        return new MailResult(Set.copyOf(recipients), Map.of(), Map.of());
                    }
                },
                MailTransportContract::whenNobodyIsThereItMayGoAnotherTime);
        breaks(
                new Memory() {
                    @Override
                    public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
                        throw new VoicemailException("planted: not the one that is promised");
                    }
                },
                MailTransportContract::whenNobodyIsThereItMayGoAnotherTime);
    }

    @Test
    void whoClosesOnceIsFound() {
        breaks(
                new Memory() {
                    @Override
                    public void close() {
                        if (closed) {
                            throw new IllegalStateException("planted: closed before");
                        }
                        super.close();
                    }
                },
                MailTransportContract::closingTwiceIsHarmless);
    }
}
