package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.CHANGE;
import static org.voicemail4j.menu.MenuAction.ERASE;
import static org.voicemail4j.menu.MenuAction.PLAY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;

/**
 * An owner looks after a list of recipients: enters its number, then hears who is on it, enters them anew or erases it. A
 * list that is not there yet is made. A number that is a mailbox's can be none of a list's.
 */
final class ListMenu {

    private static final int ROUNDS = 3;

    private final Visit visit;
    private final Line line;
    private final PersonalLists lists;
    private final MailboxId owner;

    ListMenu(Visit visit) {
        this.visit = visit;
        this.line = visit.line();
        this.lists = visit.context().personalLists();
        this.owner = visit.mailbox().id();
    }

    PlayEnd run() {
        List<Prompt> excuse = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            Entry entry = line.enter(Line.join(excuse, Line.named("vm-list-number")));
            if (entry.isHungUp()) {
                return PlayEnd.hungUp();
            }
            if (entry.isStar() || entry.digits().isEmpty()) {
                return PlayEnd.completed();
            }
            if (!entry.digits().matches("[1-9][0-9]?")) {
                excuse = Line.named("vm-pls-try-again");
            } else if (find(entry.digits()).isPresent()) {
                excuse = Line.named("vm-list-taken");
            } else {
                return lookAfter(Integer.parseInt(entry.digits()));
            }
        }
        return PlayEnd.completed();
    }

    private Optional<Mailbox> find(String number) {
        return MailboxId.of(owner.context(), number).flatMap(visit.context().mailboxes()::find);
    }

    private PlayEnd lookAfter(int number) {
        Optional<DistributionList> list = lists.find(owner, number);
        return list.map(this::offer).orElseGet(() -> enter(number, Line.named("vm-list-empty")));
    }

    private PlayEnd offer(DistributionList list) {
        Choice choice = ask(List.of());
        while (choice.is(PLAY)) {
            choice = ask(members(list));
        }
        return switch (choice.action().orElse(BACK)) {
            case CHANGE -> enter(list.number(), List.of());
            case ERASE -> erase(list.number());
            default -> choice.back();
        };
    }

    private Choice ask(List<Prompt> before) {
        return visit.keys()
                .choices(Menu.LIST)
                .offerByKey(PLAY, CHANGE, ERASE, BACK)
                .ask(line, before);
    }

    private List<Prompt> members(DistributionList list) {
        List<Prompt> said = new ArrayList<>(Line.named("vm-list-members"));
        list.members().stream()
                .flatMap(member -> visit.context().mailboxes().find(member).stream())
                .forEach(member -> said.addAll(RecipientMenu.said(member, visit.language())));
        return said;
    }

    private PlayEnd erase(int number) {
        lists.delete(owner, number);
        return line.say("vm-list-erased");
    }

    /** Asks for members until all of them are known. */
    private PlayEnd enter(int number, List<Prompt> intro) {
        List<Prompt> before = intro;
        for (int round = 0; round < ROUNDS; round++) {
            Entry entry = line.enterSeveral(Line.join(before, Line.named("vm-forward-multiple")));
            if (entry.isHungUp()) {
                return PlayEnd.hungUp();
            }
            if (entry.isStar() || entry.digits().isEmpty()) {
                return PlayEnd.completed();
            }
            List<MailboxId> members = members(entry);
            if (entry.isTooLong() || members.size() > DistributionList.MOST_MEMBERS) {
                before = Line.named("vm-list-toolong");
            } else if (members.isEmpty()) {
                before = Line.named("pbx-invalid");
            } else {
                lists.put(owner, new DistributionList(number, members));
                return line.say("vm-list-saved");
            }
        }
        return PlayEnd.completed();
    }

    /** The mailboxes that were entered, each once; none if one is unknown. */
    private List<MailboxId> members(Entry entry) {
        List<Optional<Mailbox>> entered = entry.parts().stream().map(this::find).toList();
        return entered.stream().allMatch(Optional::isPresent)
                ? entered.stream()
                        .map(mailbox -> mailbox.orElseThrow().id())
                        .distinct()
                        .toList()
                : List.of();
    }
}
