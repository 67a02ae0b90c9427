package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.testkit.AudioSinkContract;
import org.voicemail4j.testkit.Sounds;
import org.voicemail4j.testkit.StoreUnderTest;

/** What a message is recorded into is a sink like any other. */
class FileSinkTest implements AudioSinkContract {

    @TempDir
    Path root;

    private FileMessageStore store;
    private Deposit deposit;

    @BeforeEach
    void begin() {
        store = FileMessageStore.builder(root)
                .formats(List.of(AudioFormat.WAV49))
                .build();
        Envelope envelope = Envelope.received(StoreUnderTest.RECEIVED).build();
        DepositStart start = store.beginDeposit(StoreUnderTest.ALICE, envelope, StoreUnderTest.ROOMY);
        deposit = ((DepositStart.Opened) start).deposit();
        deposit.recordingBegins();
    }

    @AfterEach
    void close() {
        deposit.close();
        store.close();
    }

    @Override
    public AudioSink sink() {
        return deposit.renditions().get(0);
    }

    @Override
    public void end() {
        deposit.commit();
    }

    @Override
    public byte[] kept() {
        return Sounds.octets(deposit.recorded());
    }
}
