package org.voicemail4j.examples.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.FrameStyle;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure.Cause;
import org.voicemail4j.smdi.link.SmdiAddress;
import org.voicemail4j.smdi.link.SmdiSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the PBX's end of a message-desk line. */
@Command(
        name = "smdi-switch",
        description = {
            "Plays the PBX's end of a message-desk line, to try voicemail without a PBX. Reads commands, one a line:",
            "  call TERMINAL TYPE [FORWARDING] [CALLING]   says that a call comes; - for a number that is not known",
            "  inv STATION [TIMES], blk STATION [TIMES]    refuses that station's lamp commands, always or so often;",
            "                                              * for every station",
            "  obey STATION                                refuses them no longer",
            "  lamps                                       prints what the lamps show",
            "  noise TEXT                                  puts these octets on the line; \\r \\n \\\\ \\x19 can be among them",
            "  cut, restore                                pulls the cable, puts it back",
            "  up                                          waits until the line works",
            "  await STATION on|off                        waits until that lamp shows that",
            "  quit",
            "Ends with 1 if a command was not understood or its wait of 30 s was in vain."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SmdiSwitchCommand implements Callable<Integer> {

    private static final long PATIENCE_MILLIS = 30_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SmdiLineOptions line;

    @Option(names = "--desk", paramLabel = "N", description = "Message desk number, ${DEFAULT-VALUE} unless given.")
    private int desk = 1;

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "How it writes: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless given.")
    private FrameStyle style = FrameStyle.GENERIC;

    private final Refusals refusals = new Refusals();
    private boolean failed;

    @Override
    public Integer call() throws IOException {
        SmdiAddress address = line.address();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        try (SmdiSwitch pbx = new SmdiSwitch(address::port, style)) {
            pbx.refuse(this::answer);
            print("switch on " + address);
            for (String text = in.readLine(); text != null && !text.strip().equals("quit"); text = in.readLine()) {
                if (!text.isBlank()) {
                    print(obey(pbx, text.strip()));
                }
            }
        }
        return failed ? 1 : 0;
    }

    private Optional<Cause> answer(LampCommand command) {
        Optional<Cause> cause = refusals.answer(command);
        print("lamp " + command.station() + " " + command.lamp()
                + cause.map(why -> ": " + why).orElse(""));
        return cause;
    }

    private String obey(SmdiSwitch pbx, String text) {
        try {
            return run(pbx, text, text.split("\\s+"));
        } catch (IllegalArgumentException e) {
            failed = true;
            return "not understood: " + e.getMessage();
        } catch (IndexOutOfBoundsException e) {
            failed = true;
            return "not understood: something is missing in '" + text + "'";
        }
    }

    private String run(SmdiSwitch pbx, String text, String[] words) {
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "call" -> {
                return said(pbx.call(history(words)));
            }
            case "inv" -> refusals.refuse(words[1], Cause.INVALID, times(words));
            case "blk" -> refusals.refuse(words[1], Cause.BLOCKED, times(words));
            case "obey" -> refusals.obey(words[1]);
            case "lamps" -> {
                return new TreeMap<>(pbx.lamps()).toString();
            }
            case "noise" -> {
                return said(pbx.noise(OctetText.parse(text.split("\\s", 2)[1])));
            }
            case "cut" -> pbx.cut();
            case "restore" -> pbx.restore();
            case "up" -> {
                return waited(pbx.await(SmdiSwitch::isUp, PATIENCE_MILLIS), "up");
            }
            case "await" -> {
                Optional<Lamp> wanted = Optional.of(Lamp.valueOf(words[2].toUpperCase(Locale.ROOT)));
                boolean shown = pbx.await(any -> any.lamp(words[1]).equals(wanted), PATIENCE_MILLIS);
                return waited(shown, words[1] + " is " + wanted.get());
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "done";
    }

    private static int times(String[] words) {
        return words.length > 2 ? Integer.parseInt(words[2]) : Integer.MAX_VALUE;
    }

    private static String said(boolean left) {
        return left ? "sent" : "the line is down";
    }

    private String waited(boolean happened, String what) {
        failed |= !happened;
        return happened ? what : "waited in vain";
    }

    private CallHistory history(String[] words) {
        return new CallHistory(
                desk,
                Integer.parseInt(words[1]),
                words[2].toUpperCase(Locale.ROOT).charAt(0),
                number(words, 3),
                number(words, 4));
    }

    private static String number(String[] words, int index) {
        return words.length <= index || words[index].equals("-") ? "" : words[index];
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
