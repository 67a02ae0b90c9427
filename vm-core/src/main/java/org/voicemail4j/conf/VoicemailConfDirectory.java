package org.voicemail4j.conf;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.mailbox.SystemLists;

/**
 * The mailboxes of a voicemail.conf. Finds one by its id, by its id in another case, by an alias, and by its number alone
 * where {@code searchcontexts=yes}: {@link VoicemailConf#find}. Logs the file's warnings whenever it is read, unless a host
 * {@linkplain #telling says otherwise}. For many threads.
 */
public final class VoicemailConfDirectory implements MailboxDirectory, SystemLists {

    private static final Logger LOG = LoggerFactory.getLogger(VoicemailConfDirectory.class);

    private final Supplier<VoicemailConf> source;
    private final Consumer<VoicemailConf> told;
    private volatile VoicemailConf conf;

    /**
     * Reads the file.
     *
     * @throws ConfException if it cannot be read or used
     */
    public VoicemailConfDirectory(Path file) {
        this(() -> VoicemailConf.read(file));
    }

    /**
     * Reads the file, with a policy of the host's for what it does not say.
     *
     * @throws ConfException if it cannot be read or used
     */
    public VoicemailConfDirectory(Path file, MailboxPolicy base) {
        this(() -> VoicemailConf.read(file, base));
    }

    /**
     * Reads a file beside which there are other mailboxes ({@link VoicemailConf#readBesideOthers}), to be joined with them by
     * {@link #before}.
     *
     * @throws ConfException if it cannot be read or used
     */
    public static VoicemailConfDirectory besideOthers(Path file, MailboxPolicy base) {
        return new VoicemailConfDirectory(() -> VoicemailConf.readBesideOthers(file, base));
    }

    /**
     * Reads a file in the host's way, which says itself what becomes of {@linkplain VoicemailConf#warnings warnings}: a
     * program that looks at one mailbox need not repeat what the server has logged.
     *
     * @param source reads the file, such as {@code () -> VoicemailConf.read(file)}; asked again by {@link #reload()}
     * @param told is given what was read each time, instead of the log
     * @throws ConfException if it cannot be read or used
     */
    public static VoicemailConfDirectory telling(Supplier<VoicemailConf> source, Consumer<VoicemailConf> told) {
        return new VoicemailConfDirectory(source, told);
    }

    private VoicemailConfDirectory(Supplier<VoicemailConf> source) {
        this(source, VoicemailConfDirectory::log);
    }

    private VoicemailConfDirectory(Supplier<VoicemailConf> source, Consumer<VoicemailConf> told) {
        this.source = Objects.requireNonNull(source, "source");
        this.told = Objects.requireNonNull(told, "told");
        this.conf = read(source, told);
    }

    private static VoicemailConf read(Supplier<VoicemailConf> source, Consumer<VoicemailConf> told) {
        VoicemailConf conf = Objects.requireNonNull(source.get());
        told.accept(conf);
        return conf;
    }

    private static void log(VoicemailConf conf) {
        conf.warnings().forEach(warning -> LOG.warn("{}", warning));
        LOG.info("{}", conf);
    }

    /**
     * Reads the file again. Calls that found a mailbox before keep what they found; everybody else sees the new settings
     * at once, all of them or none.
     *
     * @throws ConfException if the file cannot be read or used; the old settings stay
     */
    public void reload() {
        reload(now -> {});
    }

    /**
     * As {@link #reload()}, if what was read pleases the host as well.
     *
     * @param check throws if it cannot be used; what it throws is passed on, and the old settings stay
     */
    public void reload(Consumer<VoicemailConf> check) {
        VoicemailConf now = read(source, told);
        check.accept(now);
        conf = now;
    }

    /** What was read last. */
    public VoicemailConf conf() {
        return conf;
    }

    @Override
    public Optional<Subscriber> find(MailboxId id) {
        return conf.find(id);
    }

    /** As {@code [general]} and {@code [general@context]} have it. */
    @Override
    public Optional<MailboxPolicy> policy(String context) {
        return Optional.of(conf.policy(context));
    }

    @Override
    public Optional<List<MailboxId>> members(MailboxId list) {
        return conf.members(list);
    }

    /**
     * The mailboxes of this file and those of another directory. As Asterisk has it with a database: the file first; who is
     * not in it, or has an alias there that leads to somebody who is not, is looked for among the others. Others whom this
     * file has by that name are left out.
     */
    public MailboxDirectory before(MailboxDirectory others) {
        return new FileThenOthers(this::conf, others);
    }

    @Override
    public Stream<Subscriber> list() {
        return conf.subscribers().stream();
    }
}
