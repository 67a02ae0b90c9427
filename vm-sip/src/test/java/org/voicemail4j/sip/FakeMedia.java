package org.voicemail4j.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaCrypto;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaKey;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.MediaSessionFactory;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** Media without sound: agrees to PCMU and telephone-event, plays until the caller is gone, and remembers its legs. */
final class FakeMedia implements MediaSessionFactory {

    final List<Leg> legs = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextPort = new AtomicInteger(30_000);
    private final String host;

    FakeMedia(String host) {
        this.host = host;
    }

    @Override
    public Optional<MediaLeg> answer(MediaOffer offer) {
        return agreed(offer.formats()).map(formats -> {
            Leg leg = new Leg(newAddress(), formats, offer.direction().answer());
            leg.take(offer.cryptos());
            legs.add(leg);
            return leg;
        });
    }

    @Override
    public MediaLeg offer() {
        PayloadFormat pcmu = new PayloadFormat(0, "PCMU", 8_000, "");
        Leg leg = new Leg(newAddress(), List.of(pcmu), MediaDirection.SENDRECV);
        legs.add(leg);
        return leg;
    }

    private MediaAddress newAddress() {
        int port = nextPort.getAndAdd(2);
        return new MediaAddress(host, port, port + 1);
    }

    private static Optional<List<PayloadFormat>> agreed(List<PayloadFormat> offered) {
        List<PayloadFormat> formats = new ArrayList<>();
        offered.stream().filter(format -> format.is("PCMU", 8_000)).findFirst().ifPresent(formats::add);
        offered.stream()
                .filter(format -> !formats.isEmpty() && format.is(PayloadFormat.TELEPHONE_EVENT, 8_000))
                .findFirst()
                .ifPresent(formats::add);
        return formats.isEmpty() ? Optional.empty() : Optional.of(formats);
    }

    long open() {
        return legs.stream().filter(leg -> leg.gone.getCount() > 0).count();
    }

    /** One call's sound. */
    final class Leg implements MediaLeg, MediaSession {
        final BlockingQueue<Digit> pressed = new LinkedBlockingQueue<>();
        final List<MediaDirection> directions = new CopyOnWriteArrayList<>();
        final List<MediaAnswer> accepted = new CopyOnWriteArrayList<>();
        final List<ThreadGroup> closedIn = new CopyOnWriteArrayList<>();
        final CountDownLatch gone = new CountDownLatch(1);
        private final MediaAddress address;
        private volatile MediaAnswer answer;

        private Leg(MediaAddress address, List<PayloadFormat> formats, MediaDirection direction) {
            this.address = address;
            this.answer = new MediaAnswer(address, formats, direction, MediaAnswer.USUAL_PACKET_TIME);
            directions.add(direction);
        }

        /** Takes the first that is offered, with a key of zeroes. */
        private void take(List<MediaCrypto> offered) {
            Optional<MediaCrypto> crypto = offered.stream().findFirst().map(first -> zeroes(first.tag(), first.key()));
            answer = new MediaAnswer(address, answer.formats(), answer.direction(), answer.packetTime(), crypto);
        }

        private static MediaCrypto zeroes(int tag, MediaKey like) {
            return new MediaCrypto(tag, MediaKey.of(like.suite(), new byte[like.secret().length]));
        }

        @Override
        public MediaSession session() {
            return this;
        }

        @Override
        public MediaAnswer answer() {
            return answer;
        }

        @Override
        public MediaOffer offer() {
            MediaKey key = MediaKey.of(CryptoSuite.AES_CM_128_HMAC_SHA1_80, new byte[30]);
            return new MediaOffer(address, answer.formats(), MediaDirection.SENDRECV, answer.packetTime())
                    .withCryptos(List.of(new MediaCrypto(1, key)));
        }

        @Override
        public boolean accept(MediaAnswer theirs) {
            accepted.add(theirs);
            return agreed(theirs.formats()).isPresent();
        }

        @Override
        public Optional<MediaAnswer> reoffer(MediaOffer offer) {
            return agreed(offer.formats()).map(formats -> {
                answer = new MediaAnswer(address, formats, offer.direction().answer(), offer.packetTime());
                directions.add(answer.direction());
                take(offer.cryptos());
                return answer;
            });
        }

        @Override
        public void press(Digit digit) {
            pressed.add(digit);
        }

        @Override
        public void hangUp() {
            gone.countDown();
        }

        @Override
        public void close() {
            closedIn.add(Thread.currentThread().getThreadGroup());
            gone.countDown();
        }

        private void untilGone() {
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
            untilGone();
            return PlayEnd.hungUp();
        }

        @Override
        public PlayEnd listen(AudioContent audio, ListenControls controls) {
            untilGone();
            return PlayEnd.hungUp();
        }

        @Override
        public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
            untilGone();
            return new RecordingEnd(
                    RecordingEnd.Reason.HUNG_UP, Optional.empty(), Duration.ZERO, Duration.ZERO, Duration.ZERO);
        }
    }
}
