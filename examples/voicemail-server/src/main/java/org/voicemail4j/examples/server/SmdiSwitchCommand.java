package org.voicemail4j.examples.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.FrameStyle;
import org.voicemail4j.smdi.codec.LampCommand;
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
            "  inv STATION, blk STATION, obey STATION      how that station's lamp commands are answered from now on",
            "  lamps                                       prints what the lamps show",
            "  noise TEXT                                  puts these characters on the line",
            "  cut, restore                                pulls the cable, puts it back",
            "  quit"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SmdiSwitchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SmdiLineOptions line;

    @Option(names = "--desk", paramLabel = "N", description = "Message desk number, ${DEFAULT-VALUE} unless given.")
    private int desk = 1;

    @Option(names = "--dms-100", description = "Writes as a DMS-100 does.")
    private boolean dms;

    private final Map<String, Cause> refused = new ConcurrentHashMap<>();

    @Override
    public Integer call() throws IOException {
        SmdiAddress address = line.address();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        try (SmdiSwitch pbx = new SmdiSwitch(address::port, dms ? FrameStyle.DMS_100 : FrameStyle.GENERIC)) {
            pbx.refuse(this::answer);
            print("switch on " + address);
            for (String text = in.readLine(); text != null && !text.strip().equals("quit"); text = in.readLine()) {
                print(obey(pbx, text.strip().split("\\s+")));
            }
        }
        return 0;
    }

    private Optional<Cause> answer(LampCommand command) {
        Optional<Cause> cause = Optional.ofNullable(refused.get(command.station()));
        print("lamp " + command.station() + " " + command.lamp()
                + cause.map(why -> ": " + why).orElse(""));
        return cause;
    }

    private String obey(SmdiSwitch pbx, String[] words) {
        try {
            return run(pbx, words);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return "not understood: " + e.getMessage();
        }
    }

    private String run(SmdiSwitch pbx, String[] words) {
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "call" -> {
                return said(pbx.call(history(words)));
            }
            case "inv" -> refused.put(words[1], Cause.INVALID);
            case "blk" -> refused.put(words[1], Cause.BLOCKED);
            case "obey" -> refused.remove(words[1]);
            case "lamps" -> {
                return new TreeMap<>(pbx.lamps()).toString();
            }
            case "noise" -> {
                return said(pbx.noise(words[1].getBytes(StandardCharsets.ISO_8859_1)));
            }
            case "cut" -> pbx.cut();
            case "restore" -> pbx.restore();
            case "" -> {
                return "";
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "done";
    }

    private static String said(boolean left) {
        return left ? "sent" : "the line is down";
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
