package org.voicemail4j.sip;

import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import java.lang.reflect.Field;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what the stack keeps of header names: it remembers each that it has ever met, in all of the process, and never
 * forgets one, so that a stranger could fill the memory with names. For many threads.
 */
final class HeaderNames {

    private static final Logger LOG = LoggerFactory.getLogger(HeaderNames.class);
    static final int MOST = 5_000;
    /** Of names, in characters: longer ones are refused before the stack keeps them. */
    static final int LONGEST = 256;

    private final Map<?, ?> kept;

    HeaderNames() {
        this.kept = kept();
    }

    private static Map<?, ?> kept() {
        try {
            Field names = SIPHeaderNamesCache.class.getDeclaredField("lowercaseMap");
            names.setAccessible(true);
            if (names.get(null) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("the SIP stack's names of headers cannot be bounded", e);
        }
        return Map.of();
    }

    /** Forgets all if there are too many; the stack finds them out again. */
    void tidy() {
        if (kept.size() > MOST) {
            kept.clear();
        }
    }

    int size() {
        return kept.size();
    }
}
