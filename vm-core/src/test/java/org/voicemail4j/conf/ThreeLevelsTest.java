package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.mailbox.DialRules;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;

/** Every option holds for all, for a context, and for a mailbox; what stands closer to the mailbox wins. */
class ThreeLevelsTest {

    @TempDir
    Path folder;

    /** An option, what is written at each level, and what it says in the policy. */
    private record Option(
            String name,
            String general,
            String context,
            String mailbox,
            Function<MailboxPolicy, Object> policy,
            List<Object> expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Option option(
            String name,
            String general,
            String context,
            String mailbox,
            Function<MailboxPolicy, Object> policy,
            Object... expected) {
        return new Option(name, general, context, mailbox, policy, List.of(expected));
    }

    private static Option seconds(String name, Function<MailboxPolicy, Object> policy) {
        return option(name, "21", "22", "23", policy, s(21), s(22), s(23));
    }

    private static Option number(String name, Function<MailboxPolicy, Object> policy) {
        return option(name, "4", "5", "6", policy, 4, 5, 6);
    }

    private static Option yes(String name, Function<MailboxPolicy, Object> policy) {
        return option(name, "yes", "no", "yes", policy, true, false, true);
    }

    private static Duration s(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    static Stream<Option> options() {
        return Stream.of(
                number("maxmsg", MailboxPolicy::maxMessages),
                seconds("maxsecs", MailboxPolicy::longestMessage),
                seconds("minsecs", MailboxPolicy::shortestMessage),
                seconds("maxgreet", MailboxPolicy::longestGreeting),
                seconds("maxsilence", MailboxPolicy::trailingSilence),
                option("skipms", "1000", "2000", "4000", MailboxPolicy::skipStep, s(1), s(2), s(4)),
                number("silencethreshold", MailboxPolicy::silenceThreshold),
                number("maxlogins", MailboxPolicy::loginAttempts),
                number("minpassword", MailboxPolicy::shortestPin),
                number("backupdeleted", MailboxPolicy::keptDeleted),
                yes("moveheard", MailboxPolicy::moveHeard),
                yes("forward_urgent_auto", MailboxPolicy::forwardUrgent),
                yes("usedirectory", MailboxPolicy::findsByName),
                yes("review", MailboxPolicy::review),
                yes("leaveurgent", MailboxPolicy::leaveUrgent),
                yes("operator", policy -> policy.operator().isPresent()),
                yes("saycid", MailboxPolicy::sayCaller),
                yes("sayduration", policy -> policy.sayDurationFrom().isPresent()),
                yes("sendvoicemail", MailboxPolicy::sendMessages),
                yes("envelope", MailboxPolicy::sayEnvelope),
                yes("nextaftercmd", MailboxPolicy::nextAfterCommand),
                yes("forcename", MailboxPolicy::forceName),
                yes("forcegreetings", MailboxPolicy::forceGreetings),
                yes("tempgreetwarn", MailboxPolicy::warnTemporary),
                yes("messagewrap", MailboxPolicy::messageWrap),
                yes("leaveprivate", MailboxPolicy::leavePrivate),
                yes("greetwhenfull", MailboxPolicy::greetWhenFull),
                option(
                        "saydurationm",
                        "1",
                        "2",
                        "3",
                        policy -> policy.sayDurationFrom().orElse(Duration.ZERO),
                        s(60),
                        s(120),
                        s(180)),
                option(
                        "tz",
                        "Europe/Rome",
                        "Asia/Tokyo",
                        "America/Chicago",
                        policy -> policy.zone().getId(),
                        "Europe/Rome",
                        "Asia/Tokyo",
                        "America/Chicago"),
                option(
                        "language",
                        "de",
                        "fr",
                        "es",
                        MailboxPolicy::language,
                        Locale.GERMAN,
                        Locale.FRENCH,
                        Locale.forLanguageTag("es")),
                option(
                        "cidinternalcontexts",
                        "a",
                        "b",
                        "c",
                        policy -> policy.internalContexts().toString(),
                        "[a]",
                        "[b]",
                        "[c]"),
                option("exitkeys", "1:a", "1:b", "1:c", policy -> policy.exits().get('1'), "a", "b", "c"),
                option("callbackallow", "_1X", "_2X", "_3X", plan(MailboxPolicy::callBack), "10", "20", "30"),
                option("dialoutallow", "_1X", "_2X", "_3X", plan(MailboxPolicy::dialOut), "10", "20", "30"),
                option("callback", "a", "b", "c", policy -> policy.callBack().plan(), "a", "b", "c"),
                option("dialout", "a", "b", "c", policy -> policy.dialOut().plan(), "a", "b", "c"),
                option(
                        "keymap",
                        "classic",
                        "asterisk",
                        "classic",
                        policy -> policy.keys().name(),
                        "classic",
                        "asterisk",
                        "classic"),
                option("listen-control-forward-key", "7", "8", "9", key(MenuAction.SKIP_FORWARD), '7', '8', '9'),
                option("listen-control-reverse-key", "7", "8", "9", key(MenuAction.SKIP_BACK), '7', '8', '9'),
                option("listen-control-pause-key", "7", "8", "9", key(MenuAction.PAUSE), '7', '8', '9'),
                option("listen-control-restart-key", "7", "8", "9", key(MenuAction.RESTART), '7', '8', '9'),
                prompt("vm-login", "vm-login"),
                prompt("vm-newuser", "vm-newuser"),
                prompt("vm-password", "vm-password"),
                prompt("vm-newpassword", "vm-newpassword"),
                prompt("vm-passchanged", "vm-passchanged"),
                prompt("vm-reenterpassword", "vm-reenterpassword"),
                prompt("vm-mismatch", "vm-mismatch"),
                prompt("vm-invalid-password", "vm-invalid-password"),
                prompt("vm-pls-try-again", "vm-pls-try-again"),
                prompt("vm-prepend-timeout", "vm-then-pound"),
                prompt("directoryintro", "dir-intro"));
    }

    private static Option prompt(String option, String replaced) {
        return option(option, "x/a", "x/b", "x/c", policy -> policy.prompts().get(replaced), "x/a", "x/b", "x/c");
    }

    private static Function<MailboxPolicy, Object> key(MenuAction action) {
        return policy -> policy.keys().key(Menu.LISTENING, action).orElse('?');
    }

    private static Function<MailboxPolicy, Object> plan(Function<MailboxPolicy, DialRules> rules) {
        return policy -> Stream.of("10", "20", "30")
                .filter(rules.apply(policy)::allow)
                .findFirst()
                .orElse("none");
    }

    @ParameterizedTest
    @MethodSource("options")
    void anOptionHoldsWhereItStands(Option option) {
        VoicemailConf conf = conf(option.name(), option.general(), option.context(), option.mailbox());
        assertThat(Stream.of("1@default", "2@sales", "3@sales")
                        .map(mailbox -> option.policy()
                                .apply(Samples.mailbox(conf, mailbox).policy())))
                .containsExactlyElementsOf(option.expected());
    }

    /** Asterisk's options that matter to a library (Asterisk's sample voicemail.conf without screens and task queues). */
    private static final List<String> ALL = List.of("""
            format serveremail attach attachfmt attachextrecs maxmsg maxsecs minsecs maxgreet skipms maxsilence
            silencethreshold maxlogins moveheard forward_urgent_auto aliasescontext directoryintro charset pbxskip fromstring
            usedirectory odbc_audio_on_disk emailsubject emailbody pagerfromstring pagersubject pagerbody emaildateformat
            pagerdateformat pollmailboxes pollfreq tz locale volgain review leaveurgent operator saycid cidinternalcontexts
            sayduration saydurationm sendvoicemail searchcontexts envelope nextaftercmd forcename forcegreetings tempgreetwarn
            messagewrap minpassword passwordlocation backupdeleted vm-login vm-newuser vm-password vm-newpassword
            vm-passchanged vm-reenterpassword vm-mismatch vm-invalid-password vm-pls-try-again vm-prepend-timeout
            listen-control-forward-key listen-control-reverse-key listen-control-pause-key listen-control-restart-key
            listen-control-stop-key delete deletevoicemail hidefromdir alias language callback dialout exitcontext
            """.split("\\s+"));

    /** Those that do not hold at three levels, and why. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "format", "one store keeps the messages of all, in the same formats: VoicemailConf.formats",
            "aliasescontext", "names a section of the file, so it is the file's",
            "searchcontexts", "says how a number without context is looked for, when no mailbox is known yet",
            "pollmailboxes", "stores say by a ChangeFeed what others change; nothing is polled for a mailbox",
            "pollfreq", "as pollmailboxes",
            "odbc_audio_on_disk", "how one database keeps sound, for all: JdbcMessageStoreBuilder",
            "listen-control-stop-key", "every key that steers nothing stops, so that no key is lost",
            "deletevoicemail", "the same as delete",
            "alias", "a name of one mailbox, on its line: Subscriber.aliases");

    @Test
    void everyOptionIsHonouredAtThreeLevelsOrThereIsAReason() {
        Set<String> here = options().map(Option::name).collect(Collectors.toCollection(TreeSet::new));
        here.addAll(OTHERS);
        here.addAll(OTHERWISE.keySet());

        assertThat(here).containsAll(ALL);
        assertThat(OTHERWISE.keySet()).as("no reason for what is honoured").doesNotContainAnyElementsOf(OTHERS);
    }

    /** Options that others act on: e-mail, lists of names, where a PIN is kept. */
    private static final List<String> OTHERS = List.of(
            "serveremail",
            "attach",
            "attachfmt",
            "attachextrecs",
            "charset",
            "pbxskip",
            "fromstring",
            "emailsubject",
            "emailbody",
            "pagerfromstring",
            "pagersubject",
            "pagerbody",
            "emaildateformat",
            "pagerdateformat",
            "locale",
            "volgain",
            "delete",
            "hidefromdir",
            "passwordlocation",
            "exitcontext");

    static List<String> others() {
        return OTHERS;
    }

    @ParameterizedTest
    @MethodSource("others")
    void anOptionOfOthersIsFoundWhereItStands(String option) {
        VoicemailConf conf = conf(option, "one", "two", "three");
        assertThat(Stream.of("1@default", "2@sales", "3@sales", "9@elsewhere")
                        .map(mailbox ->
                                conf.option(MailboxId.parse(mailbox), option).orElse("none")))
                .containsExactly("one", "two", "three", "one");
    }

    @Test
    void aPinIsKeptWhereItsContextSaysSo() {
        VoicemailConf conf = conf("passwordlocation", "voicemail.conf", "spooldir", "voicemail.conf");
        assertThat(conf.passwordLocation(MailboxId.parse("2@sales"))).isEqualTo(PasswordLocation.SPOOL_DIR);
        assertThat(conf.passwordLocation(MailboxId.parse("3@sales"))).isEqualTo(PasswordLocation.VOICEMAIL_CONF);
        assertThat(conf.passwordLocation(MailboxId.parse("1@default"))).isEqualTo(PasswordLocation.VOICEMAIL_CONF);
    }

    @Test
    void theOptionsOfAContextAreNoMailboxes() {
        VoicemailConf conf = conf("review", "no", "yes", "no");
        assertThat(conf.subscribers()).hasSize(3);
        assertThat(conf.warnings()).isEmpty();
    }

    private VoicemailConf conf(String option, String general, String context, String mailbox) {
        return Samples.read(
                folder,
                "[general]\n" + option + "=" + general + "\n[general@sales]\n" + option + "=" + context
                        + "\n[default]\n1 => 1,A\n[sales]\n2 => 2,B\n3 => 3,C,,," + option + "=" + mailbox + "\n");
    }
}
