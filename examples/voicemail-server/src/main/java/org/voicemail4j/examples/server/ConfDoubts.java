package org.voicemail4j.examples.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.conf.VoicemailConf;

/** What is said of doubtful lines of the file of mailboxes: by the server all of it, by commands beside it that there is something. */
final class ConfDoubts {

    private static final Logger LOG = LoggerFactory.getLogger(ConfDoubts.class);

    private ConfDoubts() {}

    static void inFull(VoicemailConf conf) {
        conf.warnings().forEach(warning -> LOG.warn("{}", warning));
        LOG.info("{}", conf);
    }

    static void inShort(VoicemailConf conf) {
        int doubts = conf.warnings().size();
        if (doubts > 0) {
            LOG.warn(
                    "{}: {} of its lines {} doubtful; serve names them when it starts",
                    conf.files().get(0),
                    doubts,
                    doubts == 1 ? "is" : "are");
        }
    }
}
