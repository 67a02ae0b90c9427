package org.voicemail4j.examples.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.examples.server.http.Cached;
import org.voicemail4j.media.rtp.MediaConfig;
import org.voicemail4j.media.rtp.RtpMediaSessions;
import org.voicemail4j.metric.MetricSource;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.sip.SipConfig;
import org.voicemail4j.sip.SipEndpoint;
import org.voicemail4j.smdi.link.SmdiLink;
import org.voicemail4j.store.fs.JournalStatus;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.LoopbackSmdiPort;
import org.voicemail4j.testkit.MetricSourceContract;
import org.voicemail4j.testkit.ScriptedCall;
import org.voicemail4j.testkit.Subscribers;

/** What the parts of a server count is told like all that is counted. */
class ServerMetricsTest implements MetricSourceContract {

    private static RtpMediaSessions media;
    private static SipEndpoint sip;
    private static VoicemailService service;
    private static List<SmdiLink> desks;

    @BeforeAll
    static void start() {
        media = new RtpMediaSessions(
                MediaConfig.builder(InetAddress.getLoopbackAddress()).build());
        sip = new SipEndpoint(SipConfig.builder().listen("udp:127.0.0.1:0").build(), media);
        service = VoicemailService.builder()
                .directory(new InMemoryMailboxDirectory(Subscribers.ALL))
                .store(new InMemoryMessageStore())
                .start();
        desks = List.of(
                SmdiLink.over(LoopbackSmdiPort.pair()).start(),
                SmdiLink.over(LoopbackSmdiPort.pair()).start());
    }

    @AfterAll
    static void stop() {
        desks.forEach(SmdiLink::close);
        service.close();
        sip.close();
        media.close();
    }

    private static <T> Cached<T> known(T value) {
        return new Cached<>(() -> value, Runnable::run, Duration.ofSeconds(1), Duration.ofSeconds(1), System::nanoTime);
    }

    @Override
    public MetricSource source() {
        return new ServerMetrics(
                service,
                sip,
                media,
                Optional.of(known(new JournalStatus(1, 2, 3, Optional.empty(), 4, Optional.empty()))),
                Optional.of(known(Map.of("waiting", 1, "dead", 0))),
                known(true),
                desks);
    }

    @Override
    public void happens() {
        service.answer(ScriptedCall.of(CallInfo.of("call", CallPurpose.deposit(Subscribers.ALICE.mailbox()))
                .build()));
    }
}
