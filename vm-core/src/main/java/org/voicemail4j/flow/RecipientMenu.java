package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.BY_NAME;
import static org.voicemail4j.menu.MenuAction.ENTER_NUMBER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.flow.NameSearch.Found;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.say.SpokenLanguage;
import org.voicemail4j.store.DepositStart;

/**
 * Asks for the mailboxes that shall get a message: their numbers, or those of lists, with star between them, pound at the
 * end; star alone cancels. Where names can be looked for, it is asked first whether to. If one of them will not do, all
 * are asked for again.
 */
final class RecipientMenu {

    private static final int ROUNDS = 4;

    private final Visit visit;
    private final Line line;

    RecipientMenu(Visit visit) {
        this.visit = visit;
        this.line = visit.line();
    }

    /** What the owner answered: recipients, or an excuse to say before asking again. */
    private record Answer(Optional<Addressees> recipients, String excuse) {

        static final Answer TRY_AGAIN = new Answer(Optional.empty(), "vm-pls-try-again");
        static final Answer TOO_MANY = new Answer(Optional.empty(), "vm-list-toolong");
        static final Answer NOBODY = new Answer(Optional.empty(), "pbx-invalid");

        static Answer of(Addressees recipients) {
            return new Answer(Optional.of(recipients), "");
        }
    }

    /**
     * Asks.
     *
     * @param envelope what they get
     * @param ownToo whether the owner may be among them
     * @return empty if cancelled or hung up; whoever gets it closes it
     */
    Optional<Outgoing> ask(Envelope envelope, boolean ownToo) {
        List<Prompt> excuse = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Answer> answer = once(excuse, ownToo);
            if (answer.isEmpty()) {
                break;
            }
            Outgoing outgoing = new Outgoing(visit.context());
            Optional<String> why = answer.get()
                    .recipients()
                    .map(recipients -> open(outgoing, recipients, envelope))
                    .orElse(Optional.of(answer.get().excuse()));
            if (why.isEmpty()) {
                return Optional.of(outgoing);
            }
            excuse = Line.named(why.get());
        }
        return Optional.empty();
    }

    /** Asks once; empty if the owner gave up. */
    private Optional<Answer> once(List<Prompt> excuse, boolean ownToo) {
        Addressees recipients = new Addressees(visit, ownToo);
        if (!visit.policy().findsByName()) {
            return byNumber(excuse, recipients);
        }
        Choice how = visit.keys()
                .choices(Menu.RECIPIENTS)
                .offer("vm-forward", ENTER_NUMBER, BY_NAME, BACK)
                .ask(line, excuse);
        return switch (how.action().orElse(BACK)) {
            case ENTER_NUMBER -> byNumber(List.of(), recipients);
            case BY_NAME -> byName(recipients);
            default -> Optional.empty();
        };
    }

    private Optional<Answer> byNumber(List<Prompt> excuse, Addressees recipients) {
        Entry entry = line.enterSeveral(Line.join(excuse, Line.named("vm-extension")));
        if (entry.isHungUp() || entry.isStar()) {
            return Optional.empty();
        }
        if (entry.digits().isEmpty()) {
            return Optional.of(Answer.TRY_AGAIN);
        }
        if (entry.isTooLong() || entry.parts().size() > DistributionList.MOST_MEMBERS) {
            return Optional.of(Answer.TOO_MANY);
        }
        boolean known = entry.parts().stream().allMatch(recipients::add);
        return Optional.of(known ? Answer.of(recipients) : Answer.NOBODY);
    }

    private Optional<Answer> byName(Addressees recipients) {
        DirectoryOptions options = DirectoryOptions.USUAL.toBuilder()
                .intro(Optional.ofNullable(visit.policy().prompts().get("dir-intro")))
                .build();
        NameDirectory people = new NameDirectory(
                visit.context().mailboxes(), visit.mailbox().id().context(), options);
        Found found = new NameSearch(line, people, options, visit.keys(), visit.language(), Digit.NONE).run();
        if (found.end().isHungUp() || found.mailbox().isEmpty()) {
            return found.end().equals(PlayEnd.hungUp()) ? Optional.empty() : Optional.of(Answer.TRY_AGAIN);
        }
        return Optional.of(recipients.add(found.mailbox().get()) ? Answer.of(recipients) : Answer.NOBODY);
    }

    /** Returns what is said if those who were named cannot all get it, or none of those on lists. */
    private static Optional<String> open(Outgoing outgoing, Addressees recipients, Envelope envelope) {
        return outgoing.open(recipients.named(), envelope)
                .or(() -> outgoing.openWherePossible(recipients.listed(), envelope))
                .map(why -> why == DepositStart.Reason.MAILBOX_FULL ? "vm-mailboxfull" : "vm-storefull");
    }

    /** To whom it goes: names where they are recorded, numbers elsewhere. */
    static List<Prompt> readBack(Outgoing outgoing, SpokenLanguage language) {
        return outgoing.recipients().stream()
                .flatMap(recipient -> said(recipient, language).stream())
                .toList();
    }

    /** Who that is: the recorded name, or the number. */
    static List<Prompt> said(Mailbox mailbox, SpokenLanguage language) {
        return new ArrayList<>(CallerGreeting.recorded(mailbox, GreetingKind.NAME)
                .map(List::of)
                .orElseGet(() -> language.spelled(mailbox.id().number())));
    }
}
