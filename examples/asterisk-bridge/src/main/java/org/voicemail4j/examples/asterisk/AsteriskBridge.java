package org.voicemail4j.examples.asterisk;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.examples.asterisk.agi.AgiConfig;
import org.voicemail4j.examples.asterisk.agi.AgiServer;
import org.voicemail4j.examples.asterisk.ami.AmiMwiPublisher;
import org.voicemail4j.examples.asterisk.ami.AmiServer;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.prompt.PromptLibrary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.service.VoicemailConfig;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileGreetingDates;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.store.fs.FilePersonalLists;

/** The parts put together: mailboxes and messages in files, calls by AGI, lamps and programs by the manager protocol. */
final class AsteriskBridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskBridge.class);
    private static final Duration EXPIRY_PAUSE = Duration.ofHours(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final VoicemailService service;
    private final AgiServer agi;
    private final Optional<AmiServer> managers;

    /**
     * Delivers what an earlier process had recorded, and takes calls from then on.
     *
     * @throws RuntimeException if a setting cannot be used
     */
    AsteriskBridge(BridgeSettings settings) {
        try {
            VoicemailConfDirectory directory = new VoicemailConfDirectory(settings.mailboxes(), policy());
            agi = opened(new AgiServer(agi(settings)));
            managers = settings.managers().map(port -> opened(new AmiServer(port.address(), port.accounts())));
            MwiPublisher lamps = settings.asterisk()
                    .<MwiPublisher>map(port -> opened(new AmiMwiPublisher(port.address(), port.account())))
                    .orElse(MwiPublisher.NONE);
            FileMessageStore store = opened(FileMessageStore.builder(settings.spool())
                    .formats(directory.conf().formats())
                    .build());
            service = opened(VoicemailService.builder()
                    .directory(directory)
                    .credentials(
                            opened(FileCredentialStore.builder(settings.spool()).build()))
                    .personalLists(opened(FilePersonalLists.in(settings.spool())))
                    .greetingDates(opened(FileGreetingDates.in(settings.spool())))
                    .systemLists(directory)
                    .store(store)
                    .transcoder(AudioCodecs.standard().transcoder())
                    .mwi(MwiPublisher.all(lamps, managers.map(AmiServer::mwi).orElse(MwiPublisher.NONE)))
                    .config(VoicemailConfig.DEFAULT.withMaxCalls(settings.maxCalls()))
                    .expireEvery(EXPIRY_PAUSE)
                    .start());
            managers.ifPresent(port -> port.start(service, directory));
            agi.start(service::answer);
            try (var all = directory.list()) {
                all.map(Subscriber::mailbox).forEach(service::refresh); // who missed a change is told
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** As Asterisk has it: 0 leads to the extension o and star to a, where the dialplan has them. */
    private static MailboxPolicy policy() {
        return MailboxPolicy.DEFAULT.toBuilder()
                .zone(ZoneId.systemDefault())
                .operator(Optional.of("o"))
                .attendant(Optional.of("a"))
                .build();
    }

    private static AgiConfig agi(BridgeSettings settings) {
        AgiConfig.Builder agi = AgiConfig.builder(settings.sounds())
                .listen(settings.agi())
                .peers(address ->
                        address.isLoopbackAddress() || settings.peers().contains(address))
                .soundsOfAsterisk(settings.soundsOfAsterisk())
                .maxConnections(settings.maxCalls());
        settings.prompts()
                .map(PromptLibrary::directory)
                .map(PromptLibrary::orEnglish)
                .ifPresent(agi::prompts);
        return agi.build();
    }

    InetSocketAddress agiAddress() {
        return agi.address();
    }

    Optional<InetSocketAddress> managerAddress() {
        return managers.map(AmiServer::address);
    }

    /** Refuses new calls, and lets those in progress end. */
    boolean drain(Duration patience) {
        return service.drain(patience);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part could not be closed", e);
            }
        }
    }
}
