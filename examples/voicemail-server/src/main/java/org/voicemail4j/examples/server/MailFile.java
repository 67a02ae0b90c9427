package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.audio.Transcriber;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mail.hook.WebhookNotifier;
import org.voicemail4j.mail.outbox.BackOff;
import org.voicemail4j.mail.outbox.HttpCourier;
import org.voicemail4j.mail.smtp.CommandTransport;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.mail.smtp.SmtpConfig;
import org.voicemail4j.mail.smtp.SmtpConfig.Authentication;
import org.voicemail4j.mail.smtp.SmtpConfig.Security;
import org.voicemail4j.mail.smtp.SmtpTransport;
import org.voicemail4j.mail.speech.EncoderProgram;
import org.voicemail4j.mail.speech.ProgramTranscriber;

/** The file of {@code --mail}: how mail leaves, and what else is told of messages. docs/mail.md has every key. */
final class MailFile {

    private static final Set<String> KEYS = Set.of(
            "host",
            "transport",
            "smtp.host",
            "smtp.port",
            "smtp.security",
            "smtp.user",
            "smtp.password-file",
            "smtp.token-file",
            "smtp.hello",
            "smtp.seconds",
            "command",
            "commands",
            "workers",
            "claim.seconds",
            "dead.days",
            "retry.first.seconds",
            "retry.longest.seconds",
            "retry.days",
            "attachment.megabytes",
            "webhook.url",
            "webhook.secret-file",
            "transcribe.command",
            "transcribe.seconds",
            "transcribe.format",
            "mp3.command",
            "mp3.seconds",
            "sms.url",
            "sms.type",
            "sms.body-file",
            "sms.headers-file",
            "push.url",
            "push.type",
            "push.body-file",
            "push.headers-file");
    private static final String USUAL_COMMAND = "/usr/sbin/sendmail -t -i";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LAST_ANSWER_SECONDS = 600;
    private static final int MOST_CONNECT_SECONDS = 10;

    private final Path file;
    private final Properties values;

    private MailFile(Path file, Properties values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads it.
     *
     * @throws UsageException if it cannot be read, or has keys that nobody knows
     */
    static MailFile read(Path file) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            values.load(reader);
        } catch (IOException e) {
            throw Settings.unreadable("--mail", file, e);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--mail: cannot read " + file + ": " + e.getMessage(), e);
        }
        Set<String> unknown = new TreeSet<>(values.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new UsageException("--mail: " + file + " has unknown keys: " + String.join(", ", unknown));
        }
        return new MailFile(file, values);
    }

    Optional<String> find(String key) {
        return Optional.ofNullable(values.getProperty(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private int number(String key, int least, int most, int otherwise) {
        String value = find(key).orElse(Integer.toString(otherwise));
        int number = value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw wrong(key, "a number from " + least + " to " + most);
        }
        return number;
    }

    UsageException wrong(String key, String wanted) {
        return new UsageException("--mail: " + file + ": " + key + " is not " + wanted);
    }

    String host() {
        return find("host").orElse("localhost");
    }

    int workers() {
        return number("workers", 1, 64, 4);
    }

    /** Longer than any attempt, or two senders send one entry. */
    Duration claim() {
        int longest = longestAttempt()
                + (find("transcribe.command").isPresent() ? transcribeSeconds() : 0)
                + (find("mp3.command").isPresent() ? encodeSeconds() : 0);
        int seconds = number("claim.seconds", 1, 86_400, Math.max(1200, longest + 60));
        if (seconds <= longest) {
            throw wrong("claim.seconds", "more than an attempt may take: " + longest);
        }
        return Duration.ofSeconds(seconds);
    }

    /** In seconds. By SMTP: whether a kept connection answers, the dialogue, the mail, and the answer to it. */
    private int longestAttempt() {
        int other = (int) PATIENCE.toSeconds();
        return transportKind().equals("smtp")
                ? Math.max(5 * smtpSeconds() + LAST_ANSWER_SECONDS + MOST_CONNECT_SECONDS, other)
                : other;
    }

    private String transportKind() {
        return find("transport").orElse("smtp");
    }

    private int smtpSeconds() {
        return number("smtp.seconds", 1, 3600, 60);
    }

    BackOff backOff() {
        return Settings.check(() -> new BackOff(
                Duration.ofSeconds(number("retry.first.seconds", 1, 86_400, 30)),
                Duration.ofSeconds(number("retry.longest.seconds", 1, 604_800, 3600)),
                Duration.ofDays(number("retry.days", 0, 365, 5))));
    }

    Duration keepDead() {
        return Duration.ofDays(number("dead.days", 1, 3650, 30));
    }

    int largestAttachment() {
        return number("attachment.megabytes", 1, 1000, 20) * 1_000_000;
    }

    /** Whether the programs that voicemail.conf names are run. */
    boolean runsCommands() {
        return find("commands").filter("yes"::equalsIgnoreCase).isPresent();
    }

    /** A program that voicemail.conf names; empty if it names none or programs are not run. */
    Optional<Program> program(VoicemailConf conf, String option) {
        return runsCommands()
                ? conf.general(option)
                        .filter(line -> !line.isBlank())
                        .map(line -> Settings.check(() -> Program.parse(line, PATIENCE)))
                : Optional.empty();
    }

    MailTransport transport(VoicemailConf conf) {
        String kind = transportKind();
        return switch (kind) {
            case "smtp" -> new SmtpTransport(Settings.check(this::smtp));
            case "command" ->
                new CommandTransport(Settings.check(() -> Program.parse(
                        find("command").or(() -> conf.general("mailcmd")).orElse(USUAL_COMMAND), PATIENCE)));
            default -> throw wrong("transport", "smtp or command");
        };
    }

    private SmtpConfig smtp() {
        Security security = security();
        int usualPort = switch (security) {
            case TLS -> 465;
            case STARTTLS -> 587;
            default -> 25;
        };
        SmtpConfig.Builder smtp = SmtpConfig.server(
                        find("smtp.host").orElse("localhost"), number("smtp.port", 1, 65_535, usualPort))
                .security(security)
                .localHost(find("smtp.hello").orElse(host()))
                .connections(workers());
        int seconds = smtpSeconds();
        smtp.times(
                Duration.ofSeconds(Math.min(seconds, MOST_CONNECT_SECONDS)),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(3L * seconds));
        find("smtp.user").ifPresent(user -> login(smtp, user));
        return smtp.build();
    }

    private Security security() {
        String usual = find("smtp.user").isPresent() ? "starttls" : "starttls-if-offered"; // no secret goes in clear
        return switch (find("smtp.security").orElse(usual)) {
            case "none" -> Security.NONE;
            case "starttls-if-offered" -> Security.STARTTLS_IF_OFFERED;
            case "starttls" -> Security.STARTTLS;
            case "tls" -> Security.TLS;
            default -> throw wrong("smtp.security", "none, starttls-if-offered, starttls or tls");
        };
    }

    private void login(SmtpConfig.Builder smtp, String user) {
        Optional<String> token = find("smtp.token-file");
        Optional<String> secret = token.or(() -> find("smtp.password-file"));
        Path place = Path.of(secret.orElseThrow(() -> wrong("smtp.password-file", "there beside smtp.user")));
        secret(place);
        smtp.login(token.isPresent() ? Authentication.XOAUTH2 : Authentication.PASSWORD, user, () -> secret(place));
    }

    /** The web server that is told of messages; empty if there is none. */
    Optional<WebhookNotifier.Builder> webhook() {
        return find("webhook.url").map(url -> {
            Path place = Path.of(find("webhook.secret-file")
                    .orElseThrow(() -> wrong("webhook.secret-file", "there beside webhook.url")));
            Supplier<WebhookNotifier.Builder> made = () -> WebhookNotifier.to(HttpCourier.address(url), secret(place));
            return Settings.check(made);
        });
    }

    private int transcribeSeconds() {
        return number("transcribe.seconds", 1, 3600, 120);
    }

    /** What writes down messages; empty if nothing does. */
    Optional<Transcriber> transcriber(AudioTranscoder transcoder) {
        return find("transcribe.command").map(line -> {
            AudioFormat format = AudioFormat.named(find("transcribe.format").orElse("wav16"))
                    .orElseThrow(() -> wrong("transcribe.format", "wav or wav16"));
            Duration longest = Duration.ofSeconds(transcribeSeconds());
            return Settings.check(() -> new ProgramTranscriber(Program.parse(line, longest), transcoder, format));
        });
    }

    private int encodeSeconds() {
        return number("mp3.seconds", 1, 600, 60);
    }

    /** What makes the files that leave the server: the same as that transcoder, and mp3 if a program makes it. */
    AudioTranscoder files(AudioTranscoder others) {
        return find("mp3.command")
                .<AudioTranscoder>map(line -> Settings.check(() ->
                        new EncoderProgram(others, "mp3", Program.parse(line, Duration.ofSeconds(encodeSeconds())))))
                .orElse(others);
    }

    private static String secret(Path place) {
        try {
            return Files.readString(place, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UsageException("--mail: cannot read " + place + ": " + e.getMessage(), e);
        }
    }

    /** Without what it says. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "MailFile[%s]", file);
    }
}
