package org.voicemail4j.examples.asterisk.agi;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.message.Party;

/**
 * What an Asterisk says at the beginning: which application it wants, with which arguments, for which call. The
 * application is the path of {@code agi://host/voicemail?mailbox=1000&options=u}; the arguments are those of the request's
 * query, or else those of the dialplan: {@code AGI(agi://host/voicemail,1000,u)}.
 *
 * @param variables the lines of the environment by name, without {@code agi_}
 */
record AgiRequest(Map<String, String> variables) {

    private static final String PREFIX = "agi_";
    private static final String UNKNOWN = "unknown";
    private static final int MOST_ARGUMENTS = 32;

    AgiRequest {
        variables = Map.copyOf(variables);
    }

    /**
     * Reads the lines of the environment.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    static AgiRequest parse(List<String> lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (!line.startsWith(PREFIX) || colon < 0) {
                throw new IllegalArgumentException("not a line of an AGI environment: '" + shortened(line) + "'");
            }
            variables.put(line.substring(PREFIX.length(), colon), inOneLine(line.substring(colon + 1)));
        }
        if (!variables.containsKey("request")) {
            throw new IllegalArgumentException("an AGI environment without agi_request");
        }
        return new AgiRequest(variables);
    }

    private static String inOneLine(String value) {
        return value.replaceAll("\\p{Cc}", " ").strip();
    }

    /** As it may stand in a log. */
    static String shortened(String line) {
        String printable = line.replaceAll("\\p{Cc}", "?");
        return printable.length() > 60 ? printable.substring(0, 60) + "..." : printable;
    }

    private String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** What follows the host: {@code voicemail?mailbox=1000}. */
    private String script() {
        String request = variable("request");
        int scheme = request.indexOf("://");
        int path = request.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        return path < 0 ? "" : request.substring(path + 1);
    }

    /** Which application is wanted, in small letters. */
    String application() {
        return script().split("\\?", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /**
     * What the query says of that name.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    Optional<String> query(String name) {
        String script = script();
        int mark = script.indexOf('?');
        for (String part : mark < 0 ? new String[0] : script.substring(mark + 1).split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).equals(name)) {
                String value = URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
                return Optional.of(inOneLine(value));
            }
        }
        return Optional.empty();
    }

    /**
     * The arguments as the dialplan has them, such as {@code 1000@sales,u}; empty if there are none.
     *
     * @throws IllegalArgumentException if the query is malformed
     */
    String arguments() {
        Optional<String> mailbox = query("mailbox");
        Optional<String> options = query("options");
        if (mailbox.isPresent() || options.isPresent()) {
            return mailbox.orElse("") + options.map(text -> ',' + text).orElse("");
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i <= MOST_ARGUMENTS && variables.containsKey("arg_" + i); i++) {
            arguments.add(variable("arg_" + i));
        }
        return String.join(",", arguments);
    }

    /** The channel's name in Asterisk. */
    String channel() {
        return variable("channel");
    }

    /** In which language Asterisk speaks to the caller, such as {@code en} or {@code de_AT}. */
    String language() {
        return variable("language");
    }

    /** Where in the dialplan the call is. */
    private String dialplanContext() {
        return variable("context");
    }

    Party caller() {
        return Party.of(known("calleridname"), known("callerid"));
    }

    /** Where the keys that leave the application lead: what the query says, or Directory's second argument, or where it is. */
    String exitContext() {
        String[] arguments = arguments().split(",", 3);
        boolean named = application().equals("directory") && arguments.length > 1 && !arguments[1].isBlank();
        return query("exitcontext").orElseGet(() -> named ? arguments[1].strip() : dialplanContext());
    }

    /** Who sent the call to the number at which it is now. */
    Party redirecting() {
        return Party.ofNumber(known("rdnis"));
    }

    private String known(String name) {
        String value = variable(name);
        return value.equals(UNKNOWN) ? "" : value;
    }
}
