package org.voicemail4j.examples.hello;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.media.rtp.MediaConfig;
import org.voicemail4j.media.rtp.RtpMediaSessions;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.sip.SipConfig;
import org.voicemail4j.sip.SipEndpoint;
import org.voicemail4j.store.fs.FileMessageStore;

/** Takes messages for mailbox 1000, PIN 4711, until it is killed: {@code java HelloVoicemail [folder [udp:host:port]]}. */
public final class HelloVoicemail {

    public static void main(String[] args) throws Exception {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("hello-voicemail");
        String address = args.length > 1 ? args[1] : "udp:127.0.0.1:5060";
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), "[default]\n1000 => 4711,Alice\n");
        try (var media = new RtpMediaSessions(
                        MediaConfig.builder(InetAddress.getLoopbackAddress()).build());
                var sip = new SipEndpoint(SipConfig.builder().listen(address).build(), media);
                var store = FileMessageStore.in(folder.resolve("spool"));
                var service = VoicemailService.builder()
                        .directory(new VoicemailConfDirectory(conf))
                        .store(store)
                        .transcoder(media.transcoder())
                        .mwi(sip.mwi())
                        .start()) {
            sip.start(service::answer);
            new CountDownLatch(1).await();
        }
    }
}
