package org.voicemail4j.conf;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/** The mailboxes of a file, and behind them those of another directory. For many threads. */
final class FileThenOthers implements MailboxDirectory {

    private final Supplier<VoicemailConf> file;
    private final MailboxDirectory others;

    FileThenOthers(Supplier<VoicemailConf> file, MailboxDirectory others) {
        this.file = file;
        this.others = others;
    }

    @Override
    public Optional<Subscriber> find(MailboxId id) {
        VoicemailConf conf = file.get();
        Optional<Subscriber> found = conf.find(id);
        return found.isPresent() ? found : others.find(conf.ofAlias(id).orElse(id));
    }

    @Override
    public Stream<Subscriber> list() {
        VoicemailConf conf = file.get();
        return both(conf.subscribers().stream(), others.list(), Subscriber::mailbox, conf);
    }

    @Override
    public Stream<Subscriber> list(String context) {
        VoicemailConf conf = file.get();
        Stream<Subscriber> here = conf.subscribers().stream()
                .filter(subscriber -> subscriber.mailbox().context().equals(context));
        return both(here, others.list(context), Subscriber::mailbox, conf);
    }

    @Override
    public Optional<MailboxPolicy> policy(String context) {
        return Optional.of(file.get().policy(context));
    }

    @Override
    public Stream<MailboxId> ids() {
        VoicemailConf conf = file.get();
        return both(conf.subscribers().stream().map(Subscriber::mailbox), others.ids(), Function.identity(), conf);
    }

    @Override
    public Stream<MailboxId> idsAfter(MailboxId id) {
        VoicemailConf conf = file.get();
        Stream<MailboxId> here =
                conf.subscribers().stream().map(Subscriber::mailbox).dropWhile(next -> next.compareTo(id) <= 0);
        return both(here, others.idsAfter(id), Function.identity(), conf);
    }

    /** The file is only read. */
    @Override
    public void hashPin(MailboxId id, Pin clear, RandomGenerator random) {
        if (file.get().find(id).isEmpty()) {
            others.hashPin(id, clear, random);
        }
    }

    private static <T> Stream<T> both(
            Stream<T> here, Stream<T> there, Function<T, MailboxId> name, VoicemailConf conf) {
        Stream<T> unknown = there.filter(one -> conf.find(name.apply(one)).isEmpty());
        return InOrder.merge(here, unknown, Comparator.comparing(name));
    }
}
