package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.examples.asterisk.line.LineReader;
import org.voicemail4j.mailbox.MailboxId;

/** Makes a call of a connection: reads the environment, asks for what else is needed, understands what is wanted. */
final class AgiReception {

    private static final Logger LOG = LoggerFactory.getLogger(AgiReception.class);
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 100;
    private static final Duration TIME_FOR_ENVIRONMENT = Duration.ofSeconds(10);

    private final AgiConfig config;
    private final SharedSounds sounds;
    private final MissingPrompts missing = new MissingPrompts();

    AgiReception(AgiConfig config, SharedSounds sounds) {
        this.config = config;
        this.sounds = sounds;
    }

    /**
     * Takes what a connection says first.
     *
     * @return empty if it wants nothing that there is; its Asterisk has been told then
     * @throws IOException if it is too long or too slow, or ends
     */
    Optional<IncomingCall> receive(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        LineReader lines = new LineReader(socket, LONGEST_LINE, config.nanoTime());
        AgiRequest request = AgiRequest.parse(environment(lines));
        AgiChannel channel = new AgiChannel(socket, lines, config.nanoTime(), request.channel());
        try {
            return Optional.of(call(channel, request));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: {}", request.channel(), e.getMessage());
            channel.ask(AgiCommand.of("VERBOSE", "voicemail4j: " + e.getMessage(), 1));
            channel.ask(AgiCommand.setVariable("VMSTATUS", "FAILED"));
            channel.close();
            return Optional.empty();
        }
    }

    private List<String> environment(LineReader lines) throws IOException {
        long end = config.nanoTime().getAsLong() + TIME_FOR_ENVIRONMENT.toNanos();
        List<String> environment = new ArrayList<>();
        while (environment.size() < MOST_LINES) {
            Duration left = Duration.ofNanos(Math.max(0, end - config.nanoTime().getAsLong()));
            String line = lines.poll(left)
                    .orElseThrow(() -> new IOException("no AGI environment within " + TIME_FOR_ENVIRONMENT));
            if (line.isEmpty()) {
                return environment;
            }
            environment.add(line);
        }
        throw new IOException("an AGI environment of more than " + MOST_LINES + " lines");
    }

    private IncomingCall call(AgiChannel channel, AgiRequest request) {
        CallPurpose purpose = purpose(channel, request);
        CallInfo info = CallInfo.of(request.channel(), purpose)
                .caller(request.caller())
                .redirecting(request.redirecting())
                .context(context(request, purpose))
                .build();
        AgiRecorder recorder = new AgiRecorder(channel, sounds, config.mediaTimeout());
        AgiMediaSession session = new AgiMediaSession(channel, sounds, missing, recorder, request.language());
        AgiControl control = new AgiControl(channel, request.exitContext());
        return new AgiCall(channel, info, session, control, ResultVariables.of(purpose));
    }

    private static CallPurpose purpose(AgiChannel channel, AgiRequest request) {
        return switch (request.application()) {
            case "voicemail" -> categorised(channel, CallPurpose.deposit(request.arguments()));
            case "voicemailmain" -> CallPurpose.retrieval(request.arguments());
            case "directory" -> new CallPurpose.NameSearch(directory(request.arguments()));
            default ->
                throw new IllegalArgumentException("no application '" + request.application()
                        + "': there are voicemail, voicemailmain and directory");
        };
    }

    /** The dialplan may say of what category a message is. */
    private static CallPurpose categorised(AgiChannel channel, CallPurpose purpose) {
        AgiReply reply = channel.ask(new AgiCommand("GET VARIABLE VM_CATEGORY"));
        if (!reply.isDone() || reply.note().isEmpty()) {
            return purpose;
        }
        return purpose instanceof CallPurpose.Deposit deposit
                ? deposit.with(
                        deposit.options().toBuilder().category(reply.note()).build())
                : new CallPurpose.DepositAnywhere(((CallPurpose.DepositAnywhere) purpose)
                        .options().toBuilder().category(reply.note()).build());
    }

    /** {@code vm-context,dial-context,options}; 0 and star lead to extensions as in Asterisk. */
    private static DirectoryOptions directory(String arguments) {
        String[] parts = arguments.split(",", 3);
        return DirectoryOptions.parse(parts.length > 2 ? parts[2] : "").toBuilder()
                .operator(Optional.of("o"))
                .attendant(Optional.of("a"))
                .build();
    }

    private static String context(AgiRequest request, CallPurpose purpose) {
        String first = request.arguments().split(",", 2)[0].strip();
        String usual =
                purpose instanceof CallPurpose.NameSearch && !first.isEmpty() ? first : MailboxId.DEFAULT_CONTEXT;
        return request.query("context").orElse(usual);
    }
}
