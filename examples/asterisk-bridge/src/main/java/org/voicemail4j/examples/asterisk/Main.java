package org.voicemail4j.examples.asterisk;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "asterisk-bridge",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Is the voicemail of an existing Asterisk, whose dialplan says AGI(agi://HOST/voicemail,1000@default,u).",
            "Prints one line that begins with READY when calls are taken. Ends by SIGTERM."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--spool",
            required = true,
            paramLabel = "DIR",
            description = "Where messages are, such as /var/spool/asterisk/voicemail.")
    private Path spool;

    @Option(names = "--mailboxes", required = true, paramLabel = "FILE", description = "voicemail.conf.")
    private Path mailboxes;

    @Option(
            names = "--sounds",
            required = true,
            paramLabel = "DIR",
            description = "A folder that Asterisk sees, too, and in which both may write and delete.")
    private Path sounds;

    @Option(names = "--sounds-of-asterisk", paramLabel = "DIR", description = "What Asterisk calls that folder.")
    private @Nullable String soundsOfAsterisk;

    @Option(
            names = "--prompts",
            paramLabel = "DIR",
            description = "Prompts that Asterisk lacks, in the layout of its sounds; the English pack unless given.")
    private @Nullable Path prompts;

    @Option(
            names = "--agi",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.class,
            description = "Where to listen for AGI; 127.0.0.1:4573 unless given.")
    private InetSocketAddress agi = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4573);

    @Option(
            names = "--peer",
            paramLabel = "ADDRESS",
            description = "An Asterisk elsewhere whose AGI is answered. It is believed whatever it says.")
    private List<InetAddress> peers = List.of();

    @Option(
            names = "--ami",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.class,
            description = "The manager port of the Asterisk whose lamps are lit by MWIUpdate.")
    private @Nullable InetSocketAddress ami;

    @Option(
            names = "--ami-account",
            paramLabel = "FILE",
            description = "Who we are there: a file with the line 'name = secret'.")
    private @Nullable Path amiAccount;

    @Option(
            names = "--manager",
            paramLabel = "HOST:PORT",
            converter = HostAndPort.class,
            description = "Where to answer voicemail actions of the manager protocol.")
    private @Nullable InetSocketAddress manager;

    @Option(
            names = "--manager-accounts",
            paramLabel = "FILE",
            description = "Who may log in there: lines 'name = secret'.")
    private @Nullable Path managerAccounts;

    @Option(names = "--max-calls", paramLabel = "N", description = "Most calls at once; ${DEFAULT-VALUE} unless given.")
    private int maxCalls = 200;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long calls may go on after SIGTERM; ${DEFAULT-VALUE} unless given.")
    private int drain = 10;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("asterisk-bridge: " + failure.getMessage());
            return 1;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        AsteriskBridge bridge = new AsteriskBridge(settings());
        PrintWriter out = spec.commandLine().getOut();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(bridge), "bridge-stop"));
        out.println("READY agi:" + text(bridge.agiAddress())
                + bridge.managerAddress()
                        .map(address -> " ami:" + text(address))
                        .orElse(""));
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ':' + address.getPort();
    }

    private void stop(AsteriskBridge bridge) {
        bridge.drain(Duration.ofSeconds(drain));
        bridge.close();
        Runtime.getRuntime().halt(0);
    }

    BridgeSettings settings() {
        return new BridgeSettings(
                spool,
                mailboxes,
                agi,
                Set.copyOf(peers),
                sounds,
                soundsOfAsterisk == null ? sounds.toAbsolutePath().normalize().toString() : soundsOfAsterisk,
                Optional.ofNullable(prompts),
                asterisk(),
                managers(),
                maxCalls);
    }

    private Optional<BridgeSettings.AsterisksPort> asterisk() {
        if (ami == null) {
            return Optional.empty();
        }
        if (amiAccount == null) {
            throw new IllegalArgumentException("--ami needs --ami-account");
        }
        return Optional.of(new BridgeSettings.AsterisksPort(
                ami, AccountFile.read(amiAccount).get(0)));
    }

    private Optional<BridgeSettings.OwnPort> managers() {
        if (manager == null) {
            return Optional.empty();
        }
        if (managerAccounts == null) {
            throw new IllegalArgumentException("--manager needs --manager-accounts");
        }
        return Optional.of(new BridgeSettings.OwnPort(manager, AccountFile.read(managerAccounts)));
    }
}
