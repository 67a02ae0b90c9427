package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.sip.LineSource;
import org.voicemail4j.smdi.link.SmdiConf;
import org.voicemail4j.smdi.link.SmdiConfig.LampScope;
import org.voicemail4j.smdi.link.SmdiLink;
import org.voicemail4j.smdi.link.SmdiLinks;

/** The message desks of old PBXs that a server works for: none, one or several. */
final class MessageDesks implements CallInfoResolver, MwiPublisher, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MessageDesks.class);

    private static final Set<String> YES = Set.of("yes", "true", "y", "t", "1", "on");
    private static final Set<String> NO = Set.of("no", "false", "n", "f", "0", "off");

    private final List<SmdiConf.Link> configured;
    private final @Nullable LineSource lineSource;
    private SmdiLinks links = new SmdiLinks(List.of());

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
     * @param people who has a mailbox, whatever smdi.conf calls it
     * @throws UsageException if that line is not configured
     */
    void start(VoicemailConf voicemail, Function<MailboxId, Optional<Subscriber>> people) {
        Optional<Boolean> enabled = enabled(voicemail);
        Optional<String> port = voicemail.general("smdiport").filter(text -> !text.isBlank());
        if (enabled.orElse(false)) {
            checkIsConfigured(port, voicemail);
        }
        List<SmdiLink> started = new ArrayList<>();
        try {
            configured.forEach(link -> started.add(SmdiLink.over(link.address().port())
                    .config(link.config()
                            .withLamps(scope(link, enabled, port))
                            .withMailboxes(name -> ownName(name, people)))
                    .start()));
        } catch (RuntimeException e) {
            started.forEach(SmdiLink::close);
            throw e;
        }
        links = new SmdiLinks(started);
    }

    /** One mailbox whose options cannot be used keeps no line from starting. */
    private static MailboxId ownName(MailboxId name, Function<MailboxId, Optional<Subscriber>> people) {
        try {
            return people.apply(name).map(Subscriber::mailbox).orElse(name);
        } catch (ConfException e) {
            log.warn("{} of smdi.conf is taken by that name: {}", name, e.getMessage());
            return name;
        }
    }

    private static Optional<Boolean> enabled(VoicemailConf voicemail) {
        String enabled = voicemail.general("smdienable").orElse("").toLowerCase(Locale.ROOT);
        if (!YES.contains(enabled) && !NO.contains(enabled)) {
            if (!enabled.isBlank()) {
                log.warn("smdienable in {} is '{}', neither yes nor no; it is passed over", file(voicemail), enabled);
            }
            return Optional.empty();
        }
        return Optional.of(YES.contains(enabled));
    }

    private void checkIsConfigured(Optional<String> port, VoicemailConf voicemail) {
        if (configured.isEmpty()) {
            log.warn("smdienable is on in {}, but no --smdi was given: no lamps are switched by SMDI", file(voicemail));
        } else if (port.isPresent() && !isConfigured(port.get())) {
            throw new UsageException(
                    "smdiport " + port.get() + " of " + file(voicemail) + " is not an smdiport of smdi.conf");
        }
    }

    private static Path file(VoicemailConf voicemail) {
        return voicemail.files().get(0);
    }

    private boolean isConfigured(String port) {
        return configured.stream().anyMatch(link -> link.address().text().equals(port));
    }

    private static LampScope scope(SmdiConf.Link link, Optional<Boolean> enabled, Optional<String> port) {
        LampScope scope = link.config().lamps();
        if (enabled.isEmpty()) {
            return scope;
        }
        if (enabled.get()) {
            return port.isEmpty() || port.get().equals(link.address().text()) ? LampScope.ALL : scope;
        }
        return scope == LampScope.ALL ? LampScope.LISTED : scope;
    }

    /** Tells each switch its lamps again: one that has forgotten them says so to nobody. */
    void tellAllAgain() {
        links.links().forEach(SmdiLink::audit);
    }

    /** The lines, once they are started. */
    List<SmdiLink> links() {
        return links.links();
    }

    @Override
    public CallInfo resolve(CallInfo info) {
        return links.resolve(info);
    }

    @Override
    public void publish(MailboxId mailbox, MessageSummary summary) {
        links.publish(mailbox, summary);
    }

    @Override
    public void close() {
        links.close();
    }
}
