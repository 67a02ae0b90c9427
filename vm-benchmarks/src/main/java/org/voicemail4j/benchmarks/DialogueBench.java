package org.voicemail4j.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.ScriptedCall;

/**
 * Whole calls in virtual time, through a service with everything in memory: how many a second one thread leads. What is
 * left is deleted again by whoever listens.
 */
@SuppressWarnings("NullAway.Init") // set before the first call
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DialogueBench {

    private static final MailboxId BOX = MailboxId.parse("1000");

    private VoicemailService service;

    @Setup
    public void start() {
        Subscriber owner = Subscriber.of(BOX).pin(Pin.clear("4711")).build();
        service = VoicemailService.builder()
                .directory(new InMemoryMailboxDirectory(List.of(owner)))
                .store(new InMemoryMessageStore())
                .executor(Runnable::run)
                .start();
    }

    @TearDown
    public void stop() {
        service.close();
    }

    /** Greeting, instructions, beep, three seconds of speech, pound; then login, the message, deleting it, good bye. */
    @Benchmark
    public String leaveAMessageAndHearAndDeleteIt() {
        ScriptedCall caller = ScriptedCall.of(
                        CallInfo.of("caller", CallPurpose.deposit(BOX)).build())
                .speaks(Duration.ofSeconds(3))
                .presses("#");
        service.answer(caller);
        ScriptedCall owner = ScriptedCall.of(
                        CallInfo.of("owner", CallPurpose.retrieval(BOX)).build())
                .hears("vm-password")
                .presses("4711#")
                .hears("vm-onefor")
                .presses("1")
                .hearsRecording()
                .presses("7")
                .hears("vm-deleted")
                .presses("#");
        service.answer(owner);
        return owner.transcript();
    }

    /** Looking into an empty mailbox: the menus alone, without sound. */
    @Benchmark
    public String walkThroughTheMenus() {
        ScriptedCall owner = ScriptedCall.of(
                        CallInfo.of("owner", CallPurpose.retrieval(BOX)).build())
                .hears("vm-password")
                .presses("4711#")
                .hears("vm-opts")
                .presses("2")
                .hears("vm-press")
                .presses("1")
                .hears("vm-opts")
                .presses("0")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");
        service.answer(owner);
        return owner.transcript();
    }
}
