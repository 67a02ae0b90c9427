package org.voicemail4j.smdi.link;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.conf.ConfLine;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.RedirectReason;
import org.voicemail4j.smdi.link.SmdiConfig.LampScope;
import org.voicemail4j.smdi.port.SerialSettings;
import org.voicemail4j.smdi.port.SerialSettings.FlowControl;
import org.voicemail4j.smdi.port.SerialSettings.Parity;

/** The options of {@code [interfaces]} as far as they have been read, and with a port one link. */
final class LinkOptions {

    static final LinkOptions DEFAULT = new LinkOptions();

    private static final Map<String, RedirectReason> REASONS = Map.of(
            "busy", RedirectReason.BUSY,
            "no-answer", RedirectReason.NO_ANSWER,
            "unconditional", RedirectReason.UNCONDITIONAL,
            "unavailable", RedirectReason.UNREACHABLE,
            "do-not-disturb", RedirectReason.DO_NOT_DISTURB,
            "unknown", RedirectReason.UNKNOWN,
            "direct", RedirectReason.NONE);

    /** Which of a station's two directions, or a lamp's one, a rule is for. */
    private enum Way {
        FORWARDING,
        CALLING,
        LAMP
    }

    private String port = "";
    private int baud = 9600;
    private Parity parity = Parity.EVEN;
    private int dataBits = 7;
    private int stopBits = 1;
    private FlowControl flowControl = FlowControl.NONE;
    private int strip;
    private String context = MailboxId.DEFAULT_CONTEXT;
    private Duration expiry = Duration.ofSeconds(30);
    private Duration patience = Duration.ofSeconds(3);
    private SearchKey searchKey = SearchKey.TERMINAL;
    private Duration lampInterval = LampPacing.DEFAULT.betweenCommands();
    private @Nullable LampScope lamps;
    private final Map<Way, NumberRules> rules = new EnumMap<>(Way.class);
    private final Map<Character, RedirectReason> types = new HashMap<>();
    private final Map<String, MailboxId> listed = new LinkedHashMap<>();

    private LinkOptions() {}

    private LinkOptions copy() {
        LinkOptions copy = new LinkOptions();
        copy.baud = baud;
        copy.parity = parity;
        copy.dataBits = dataBits;
        copy.stopBits = stopBits;
        copy.flowControl = flowControl;
        copy.strip = strip;
        copy.context = context;
        copy.expiry = expiry;
        copy.patience = patience;
        copy.searchKey = searchKey;
        copy.lampInterval = lampInterval;
        copy.lamps = lamps;
        copy.rules.putAll(rules);
        copy.types.putAll(types);
        return copy;
    }

    /** These and one more; null if there is no such option. */
    @Nullable
    LinkOptions with(ConfLine line) {
        LinkOptions changed = copy();
        return changed.take(line) ? changed : null;
    }

    private boolean take(ConfLine line) {
        switch (line.name().toLowerCase(Locale.ROOT)) {
            case "baudrate" -> baud = SmdiConfReader.number(line, 300, 115_200);
            case "paritybit" ->
                parity = choice(line, Map.of("even", Parity.EVEN, "odd", Parity.ODD, "none", Parity.NONE));
            case "charsize" -> dataBits = SmdiConfReader.number(line, 7, 8);
            case "twostopbits" -> stopBits = isTrue(line) ? 2 : 1;
            case "flowcontrol" ->
                flowControl = choice(
                        line,
                        Map.of(
                                "none",
                                FlowControl.NONE,
                                "rts-cts",
                                FlowControl.RTS_CTS,
                                "xon-xoff",
                                FlowControl.XON_XOFF));
            case "msdstrip" -> strip = SmdiConfReader.number(line, 0, 9);
            case "msgexpirytime" -> expiry = SmdiConfReader.milliseconds(line);
            case "calltimeout" -> patience = SmdiConfReader.milliseconds(line);
            case "lampinterval" -> lampInterval = SmdiConfReader.milliseconds(line);
            case "searchkey" ->
                searchKey = choice(
                        line,
                        Map.of(
                                "terminal",
                                SearchKey.TERMINAL,
                                "station",
                                SearchKey.FORWARDING_STATION,
                                "desk",
                                SearchKey.DESK));
            case "lamps" ->
                lamps = choice(line, Map.of("all", LampScope.ALL, "listed", LampScope.LISTED, "none", LampScope.NONE));
            case "context" -> context = context(line);
            case "forwardingrule" -> rules.put(Way.FORWARDING, rules(line));
            case "callingrule" -> rules.put(Way.CALLING, rules(line));
            case "lamprule" -> rules.put(Way.LAMP, rules(line));
            case "calltype" -> type(line);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean isTrue(ConfLine line) {
        return choice(
                line,
                Map.of(
                        "yes", true, "true", true, "on", true, "1", true, "no", false, "false", false, "off", false,
                        "0", false));
    }

    private static <T> T choice(ConfLine line, Map<String, T> words) {
        T chosen = words.get(line.value().toLowerCase(Locale.ROOT));
        if (chosen == null) {
            throw line.unexpected("one of " + String.join(", ", new TreeMap<>(words).keySet()));
        }
        return chosen;
    }

    private static String context(ConfLine line) {
        if (!MailboxId.isValid(line.value())) {
            throw line.unexpected("a mailbox context");
        }
        return line.value();
    }

    private static NumberRules rules(ConfLine line) {
        try {
            return NumberRules.parse(line.value());
        } catch (IllegalArgumentException e) {
            throw line.unexpected(
                    "a list of 'strip n', 'cut n', 'pad n', 'prepend digits', 'replace expression substitute'");
        }
    }

    private void type(ConfLine line) {
        String[] parts = line.value().split(":", 2);
        RedirectReason reason = parts.length == 2 ? REASONS.get(parts[1].strip().toLowerCase(Locale.ROOT)) : null;
        String letter = parts[0].strip().toUpperCase(Locale.ROOT);
        if (reason == null || !letter.matches("[A-Z]")) {
            throw line.unexpected("a letter, a colon and one of " + String.join(", ", new TreeMap<>(REASONS).keySet()));
        }
        types.put(letter.charAt(0), reason);
    }

    /** These options with a place of their own: one link. */
    LinkOptions at(ConfLine smdiPort) {
        LinkOptions link = copy();
        link.port = smdiPort.value();
        try {
            link.address();
        } catch (IllegalArgumentException e) {
            throw smdiPort.unexpected("a serial device, tcp:host:port or tcp-listen:host:port");
        }
        return link;
    }

    void list(String station, MailboxId mailbox) {
        listed.put(station, mailbox);
    }

    private SmdiAddress address() {
        return new SmdiAddress(port, new SerialSettings(baud, dataBits, parity, stopBits, flowControl));
    }

    SmdiConf.Link link() {
        SmdiAddress address = address();
        SmdiConfig.Builder config = SmdiConfig.builder()
                .name("smdi " + port)
                .context(context)
                .messageExpiry(expiry)
                .patience(patience)
                .searchKey(searchKey)
                .forwardingRules(rules.getOrDefault(Way.FORWARDING, stripping()))
                .callingRules(rules.getOrDefault(Way.CALLING, stripping()))
                .lampRules(rules.getOrDefault(
                        Way.LAMP, strip == 0 ? NumberRules.NONE : NumberRules.parse("prepend " + "0".repeat(strip))))
                .lamps(lamps != null ? lamps : listed.isEmpty() ? LampScope.ALL : LampScope.LISTED)
                .pacing(pacing(address));
        types.forEach(config::type);
        listed.forEach(config::station);
        return new SmdiConf.Link(address, config.build());
    }

    private NumberRules stripping() {
        return strip == 0 ? NumberRules.NONE : NumberRules.parse("strip " + strip);
    }

    private LampPacing pacing(SmdiAddress address) {
        LampPacing pacing = new LampPacing(
                0,
                10,
                lampInterval,
                LampPacing.DEFAULT.firstRetry(),
                LampPacing.DEFAULT.longestRetry(),
                LampPacing.DEFAULT.tries());
        return address.isSerial() ? pacing.onLine(baud, address.serial().bitsPerCharacter()) : pacing;
    }
}
