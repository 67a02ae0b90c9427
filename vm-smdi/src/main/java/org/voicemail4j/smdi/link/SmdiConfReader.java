package org.voicemail4j.smdi.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.ConfLine;
import org.voicemail4j.conf.ConfWarning;
import org.voicemail4j.mailbox.MailboxId;

/** Reads one smdi.conf. */
final class SmdiConfReader {

    private final Path file;
    private final List<ConfWarning> warnings = new ArrayList<>();
    private final Map<String, LinkOptions> links = new LinkedHashMap<>();

    SmdiConfReader(Path file) {
        this.file = file;
    }

    SmdiConf read() {
        List<ConfLine> lines = ConfLine.read(file, warnings::add);
        LinkOptions options = LinkOptions.DEFAULT;
        for (ConfLine line : lines) {
            if (line.section().equalsIgnoreCase("interfaces")) {
                options = readInterface(line, options);
            }
        }
        String port = "";
        for (ConfLine line : lines) {
            if (line.section().equalsIgnoreCase("mailboxes")) {
                port = readMailbox(line, port);
            }
        }
        if (links.isEmpty()) {
            throw new ConfException(file.toString(), 0, "no smdiport in [interfaces]: there is no line to use");
        }
        return new SmdiConf(links.values().stream().map(LinkOptions::link).toList(), warnings);
    }

    private LinkOptions readInterface(ConfLine line, LinkOptions options) {
        if (!name(line).equals("smdiport")) {
            LinkOptions changed = options.with(line);
            if (changed == null) {
                warnings.add(line.warning("unknown option '" + line.name() + "' is passed over"));
            }
            return changed == null ? options : changed;
        }
        LinkOptions link = options.at(line);
        if (links.putIfAbsent(line.value(), link) != null) {
            warnings.add(line.warning("this smdiport is there already; this line is passed over"));
        }
        return options;
    }

    private String readMailbox(ConfLine line, String port) {
        switch (name(line)) {
            case "smdiport" -> {
                if (!links.containsKey(line.value())) {
                    throw line.unexpected("an smdiport of [interfaces]");
                }
                return line.value();
            }
            case "pollinginterval" ->
                warnings.add(line.warning("pollinginterval is passed over: lamps follow changes"));
            default -> list(line, links.get(port));
        }
        return port;
    }

    private void list(ConfLine line, @Nullable LinkOptions link) {
        if (link == null) {
            warnings.add(line.warning("no smdiport stands before this mailbox in [mailboxes]; it is passed over"));
            return;
        }
        if (!line.name().matches("[0-9*#]{1,24}")) {
            warnings.add(line.warning("'" + line.name() + "' is not a station (0-9 * #); it is passed over"));
            return;
        }
        try {
            link.list(line.name(), MailboxId.parse(line.value()));
        } catch (IllegalArgumentException e) {
            throw line.unexpected("a mailbox, number or number@context,");
        }
    }

    private static String name(ConfLine line) {
        return line.name().toLowerCase(Locale.ROOT);
    }

    static Duration milliseconds(ConfLine line) {
        return Duration.ofMillis(number(line, 0, 86_400_000));
    }

    static int number(ConfLine line, int least, int most) {
        String expected = "a number from " + least + " to " + most;
        if (!line.value().matches("[0-9]{1,9}")) {
            throw line.unexpected(expected);
        }
        int number = Integer.parseInt(line.value());
        if (number < least || number > most) {
            throw line.unexpected(expected);
        }
        return number;
    }
}
