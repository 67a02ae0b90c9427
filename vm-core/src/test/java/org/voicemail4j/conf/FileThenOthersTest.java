package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/** A file of mailboxes beside others: it goes first, and knows others by alias and on lists. */
class FileThenOthersTest {

    private static final String FILE = """
            [general]
            aliasescontext=aliases
            listscontext=lists
            [aliases]
            7000@default => 3000@default
            7001@default => 1000@default
            [lists]
            700 => 1000,3000,7000
            [default]
            1000 => 1,File
            2000 => 1,File
            """;

    @TempDir
    Path folder;

    private final AtomicInteger closed = new AtomicInteger();
    private final List<MailboxId> hashed = new ArrayList<>();

    /** Known by name as "Table". */
    private final MailboxDirectory others = new MailboxDirectory() {

        private final List<Subscriber> all = Stream.of("1000@DEFAULT", "0500", "2000", "3000", "1@sales")
                .map(MailboxId::parse)
                .sorted()
                .map(id -> Subscriber.of(id).fullName("Table").build())
                .toList();

        @Override
        public Optional<Subscriber> find(MailboxId id) {
            return all.stream()
                    .filter(subscriber -> subscriber.mailbox().equals(id))
                    .findFirst();
        }

        @Override
        public Stream<Subscriber> list() {
            return all.stream().onClose(closed::incrementAndGet);
        }

        @Override
        public void hashPin(MailboxId id, Pin clear, RandomGenerator random) {
            hashed.add(id);
        }
    };

    private VoicemailConfDirectory file(String text) {
        return VoicemailConfDirectory.besideOthers(Samples.write(folder, "voicemail.conf", text), Samples.BASE);
    }

    private MailboxDirectory both() {
        return file(FILE).before(others);
    }

    private static String found(MailboxDirectory directory, String id) {
        return directory
                .find(MailboxId.parse(id))
                .map(subscriber -> subscriber.fullName() + ' ' + subscriber.mailbox())
                .orElse("nobody");
    }

    @Test
    void aPinIsHashedWhereItIsAndNeverInTheFile() {
        for (String id : List.of("2000", "3000")) {
            both().hashPin(MailboxId.parse(id), Pin.clear("1"), new SplittableRandom(1));
        }
        assertThat(hashed).containsExactly(MailboxId.parse("3000"));
    }

    @Test
    void theFileGoesBeforeTheOthers() {
        assertThat(found(both(), "2000")).isEqualTo("File 2000@default");
        assertThat(found(both(), "3000")).isEqualTo("Table 3000@default");
        assertThat(found(both(), "1@sales")).isEqualTo("Table 1@sales");
        assertThat(found(both(), "9999")).isEqualTo("nobody");
    }

    @Test
    void anAliasOfTheFileLeadsToOthersToo() {
        assertThat(found(both(), "7000")).isEqualTo("Table 3000@default");
        assertThat(found(both(), "7001")).isEqualTo("File 1000@default");
    }

    @Test
    void aListOfTheFileHasOthersOnIt() {
        VoicemailConfDirectory file = file(FILE);
        assertThat(file.members(MailboxId.parse("700")))
                .contains(List.of(MailboxId.parse("1000"), MailboxId.parse("3000")));
        assertThat(file.conf().warnings()).isEmpty();
    }

    @Test
    void allAreListedOnceInOrderAndBothStreamsAreClosed() {
        String[] expected = {"0500@default", "1000@default", "2000@default", "3000@default", "1@sales"};
        MailboxDirectory both = both();
        try (Stream<MailboxId> ids = both.ids();
                Stream<Subscriber> list = both.list();
                Stream<Subscriber> inDefault = both.list("default");
                Stream<MailboxId> after = both.idsAfter(MailboxId.parse("1500"))) {
            assertThat(ids.map(MailboxId::toString)).containsExactly(expected);
            assertThat(list.map(one -> one.mailbox().toString())).containsExactly(expected);
            assertThat(inDefault.map(Subscriber::fullName)).containsExactly("Table", "File", "File", "Table");
            assertThat(after.map(MailboxId::toString)).containsExactly("2000@default", "3000@default", "1@sales");
        }
        assertThat(closed).hasValue(4);
    }

    @Test
    void aContextThatIsOnlyElsewhereIsReadAndCheckedToo() {
        assertThatThrownBy(() -> file("[general@sales]\nmaxmsg=many\n"))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("voicemail.conf:2: maxmsg is 'many'");
    }

    @Test
    void whatHoldsBeforeAMailboxIsKnownIsWhatTheFileSaysOfItsContext() {
        VoicemailConfDirectory file = file(
                "[general]\nmaxlogins=5\nvm-login=our-login\n[general@sales]\nmaxlogins=7\nvm-password=our-password\n");
        for (MailboxDirectory directory : List.of(file, file.before(file))) {
            MailboxPolicy usual = directory.policy("default").orElseThrow();
            MailboxPolicy sales = directory.policy("Sales").orElseThrow();

            assertThat(usual.loginAttempts()).isEqualTo(5);
            assertThat(usual.prompts()).containsEntry("vm-login", "our-login").doesNotContainKey("vm-password");
            assertThat(sales.loginAttempts()).isEqualTo(7);
            assertThat(sales.prompts())
                    .containsEntry("vm-login", "our-login")
                    .containsEntry("vm-password", "our-password");
            assertThat(directory.policy("nowhere")).contains(usual);
        }
    }
}
