package org.voicemail4j.smdi.link;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.ConfWarning;

/**
 * What an smdi.conf says: Asterisk's options, and ours beside them. In {@code [interfaces]} an option holds for every
 * {@code smdiport} below it:
 *
 * <ul>
 *   <li>Asterisk's: {@code baudrate} (9600), {@code paritybit} (even, odd, none), {@code charsize} (7, 8), {@code
 *       twostopbits}, {@code msdstrip} (0), {@code msgexpirytime} (milliseconds, 30000), {@code smdiport}
 *   <li>ours: {@code flowcontrol} (none, rts-cts, xon-xoff), {@code context}, {@code searchkey} (terminal, station, desk),
 *       {@code calltimeout} (milliseconds, 3000), {@code forwardingrule}, {@code callingrule}, {@code lamprule} ({@link
 *       NumberRules}; each wins over {@code msdstrip}), {@code calltype} ({@code U: busy}), {@code lamps} (all, listed,
 *       none), {@code lampinterval} (milliseconds, 100)
 * </ul>
 *
 * <p>In {@code [mailboxes]}, {@code smdiport} says for which line the lines {@code station => mailbox[@context]} below it
 * are; a line with such a list switches the listed lamps alone unless {@code lamps = all}. {@code pollinginterval} is
 * passed over: lamps follow changes.
 *
 * @param links one for each {@code smdiport}, in the order of the file
 * @param warnings what was passed over
 */
public record SmdiConf(List<Link> links, List<ConfWarning> warnings) {

    /**
     * One line to a message desk.
     *
     * @param address where it is
     * @param config how it is used
     */
    public record Link(SmdiAddress address, SmdiConfig config) {
        public Link {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(config, "config");
        }
    }

    public SmdiConf {
        links = List.copyOf(links);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a file and those which it includes.
     *
     * @throws ConfException if it cannot be read or used
     */
    public static SmdiConf read(Path file) {
        return new SmdiConfReader(file).read();
    }
}
