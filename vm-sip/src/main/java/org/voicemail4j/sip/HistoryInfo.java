package org.voicemail4j.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.message.RedirectReason;

/**
 * History-Info headers (RFC 7044, RFC 4244): every URI the call was sent to, in order. The caller called whoever stands
 * before the first retargeting; that shows as a Reason in the entry that failed, or as {@code mp} or {@code cause} in
 * the one that followed.
 */
final class HistoryInfo {

    static final String NAME = "History-Info";

    private static final Pattern REASON_CAUSE =
            Pattern.compile("(?i)(?:.*,)?\\s*SIP\\s*;(?:[^,]*;)?\\s*cause\\s*=\\s*\"?(\\d{3}).*");

    private HistoryInfo() {}

    /** What the entries say, given from the first to the last. */
    static Retargeting read(List<NameAddr> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Optional<RedirectReason> failed = failure(entries.get(i));
            if (failed.isPresent() && i + 1 < entries.size()) {
                return retargeting(entries, i, failed);
            }
            if (i > 0
                    && (hasCause(entries.get(i))
                            || entries.get(i).parameter("mp").isPresent())) {
                return retargeting(entries, mappedFrom(entries, i), cause(entries.get(i)));
            }
        }
        return Retargeting.NOTHING;
    }

    private static Retargeting retargeting(List<NameAddr> entries, int called, Optional<RedirectReason> reason) {
        Optional<String> user = Retargeting.user(entries.get(called));
        NameAddr last = entries.get(Math.max(called, entries.size() - 2));
        return new Retargeting(user, Optional.of(last), reason);
    }

    /** The Reason that a proxy wrote into the entry when it failed (RFC 4244 §4.1). */
    private static Optional<RedirectReason> failure(NameAddr entry) {
        return entry.sipUri()
                .map(uri -> uri.headers().getOrDefault("reason", ""))
                .map(REASON_CAUSE::matcher)
                .filter(Matcher::matches)
                .flatMap(matcher -> Retargeting.ofCause(matcher.group(1)));
    }

    private static boolean hasCause(NameAddr entry) {
        return cause(entry).isPresent();
    }

    private static Optional<RedirectReason> cause(NameAddr entry) {
        return entry.sipUri().flatMap(uri -> uri.parameter("cause")).flatMap(Retargeting::ofCause);
    }

    /** The entry that {@code mp} points back to (RFC 7044 §10.1), else the one before. */
    private static int mappedFrom(List<NameAddr> entries, int to) {
        String index = entries.get(to).parameter("mp").orElse("").toLowerCase(Locale.ROOT);
        for (int i = 0; i < to && !index.isEmpty(); i++) {
            if (entries.get(i).parameter("index").filter(index::equals).isPresent()) {
                return i;
            }
        }
        return to - 1;
    }
}
