package org.voicemail4j.examples.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.sip.LineSource;
import org.voicemail4j.smdi.link.SmdiConf;
import org.voicemail4j.smdi.link.SmdiConfig.LampScope;
import org.voicemail4j.smdi.link.SmdiLink;

/** The message desks of old PBXs that a server works for: none, one or several. */
final class MessageDesks implements CallInfoResolver, MwiPublisher, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MessageDesks.class);

    private final List<SmdiConf.Link> configured;
    private final @Nullable LineSource lineSource;
    private final List<SmdiLink> links = new ArrayList<>();

    private MessageDesks(List<SmdiConf.Link> configured, @Nullable LineSource lineSource) {
        this.configured = List.copyOf(configured);
        this.lineSource = lineSource;
    }

    /** No desk. */
    static MessageDesks none() {
        return new MessageDesks(List.of(), null);
    }

    /** The desks of an smdi.conf, whose calls name their terminals there. */
    static MessageDesks of(SmdiConf conf, LineSource lineSource) {
        conf.warnings().forEach(warning -> log.warn("{}", warning));
        return new MessageDesks(conf.links(), lineSource);
    }

    /** Where calls of a gateway name their terminals; empty without desks. */
    Optional<LineSource> lineSource() {
        return Optional.ofNullable(lineSource);
    }

    /**
     * Starts the lines.
     *
     * @param voicemail whose {@code smdienable = yes} makes the line of its {@code smdiport}, or each without one, switch
     *     every mailbox's lamp, and whose {@code smdienable = no} leaves lamps to those that smdi.conf lists
     * @throws UsageException if that line is not configured
     */
    void start(VoicemailConf voicemail) {
        String enabled = voicemail.general("smdienable").orElse("");
        Optional<String> port = voicemail.general("smdiport").filter(text -> !text.isBlank());
        if (enabled.equalsIgnoreCase("yes") && configured.isEmpty()) {
            log.warn(
                    "smdienable is on in {}, but no --smdi was given: no lamps are switched by SMDI",
                    voicemail.files().get(0));
        }
        if (enabled.equalsIgnoreCase("yes") && !configured.isEmpty() && port.isPresent() && !isConfigured(port.get())) {
            throw new UsageException(
                    "smdiport " + port.get() + " of " + voicemail.files().get(0) + " is not an smdiport of smdi.conf");
        }
        configured.forEach(link -> links.add(SmdiLink.over(link.address().port())
                .config(link.config().withLamps(scope(link, enabled, port)))
                .start()));
    }

    private boolean isConfigured(String port) {
        return configured.stream().anyMatch(link -> link.address().text().equals(port));
    }

    private static LampScope scope(SmdiConf.Link link, String enabled, Optional<String> port) {
        LampScope scope = link.config().lamps();
        boolean all = scope == LampScope.ALL;
        if (enabled.equalsIgnoreCase("yes")) {
            return port.isEmpty() || port.get().equals(link.address().text()) ? LampScope.ALL : scope;
        }
        return enabled.equalsIgnoreCase("no") && all ? LampScope.LISTED : scope;
    }

    @Override
    public CallInfo resolve(CallInfo info) {
        for (SmdiLink link : links) {
            CallInfo resolved = link.resolve(info);
            if (resolved != info) { // the same if the desk knew nothing
                return resolved;
            }
        }
        return info;
    }

    @Override
    public void publish(MailboxId mailbox, MessageSummary summary) {
        links.forEach(link -> link.publish(mailbox, summary));
    }

    @Override
    public void close() {
        links.forEach(SmdiLink::close);
    }
}
