package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.CHANGE_FOLDER;
import static org.voicemail4j.menu.MenuAction.COMPOSE;
import static org.voicemail4j.menu.MenuAction.DELETE;
import static org.voicemail4j.menu.MenuAction.ENVELOPE;
import static org.voicemail4j.menu.MenuAction.FIRST;
import static org.voicemail4j.menu.MenuAction.FORWARD;
import static org.voicemail4j.menu.MenuAction.HELP;
import static org.voicemail4j.menu.MenuAction.LEAVE;
import static org.voicemail4j.menu.MenuAction.MORE;
import static org.voicemail4j.menu.MenuAction.NEXT;
import static org.voicemail4j.menu.MenuAction.OPTIONS;
import static org.voicemail4j.menu.MenuAction.PREVIOUS;
import static org.voicemail4j.menu.MenuAction.REPEAT;
import static org.voicemail4j.menu.MenuAction.REPLY;
import static org.voicemail4j.menu.MenuAction.SAVE;

import java.util.List;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;

/** What the main menu says that there is to do: with a message, or before the first one. */
final class MessageChoices {

    private final Visit visit;
    private final OpenFolder folder;

    MessageChoices(Visit visit, OpenFolder folder) {
        this.visit = visit;
        this.folder = folder;
    }

    /** Said when nothing was pressed. */
    List<Prompt> usual() {
        return folder.current()
                .map(this::withMessage)
                .orElseGet(() -> start("").offer("vm-helpexit", HELP, LEAVE).prompts());
    }

    /** Said on request: in more words where there is no message. */
    List<Prompt> help() {
        return start(folder.current().isPresent() ? "" : "-full").prompts();
    }

    private Choices start(String detail) {
        Choices choices = visit.keys().choices(Menu.MAIN);
        if (folder.size() > 0) {
            choices.offer("vm-onefor" + detail, FIRST).say(visit.language().folder(folder.folder()));
        }
        return choices.offer("vm-opts" + detail, CHANGE_FOLDER, MORE, OPTIONS)
                .offerIf(visit.policy().sendMessages(), "vm-leavemsg", COMPOSE);
    }

    private List<Prompt> withMessage(Message current) {
        Choices choices = visit.keys()
                .choices(Menu.MAIN)
                .offerIf(folder.hasPrevious(), "vm-prev", PREVIOUS)
                .offer("vm-advopts", MORE)
                .offer("vm-repeat", REPEAT)
                .offerIf(folder.hasNext(), "vm-next", NEXT);
        return deletion(choices, current)
                .offer("vm-toforward", FORWARD)
                .offerIf(!visit.options().isReadOnly(), "vm-savemessage", SAVE)
                .offerByKey(REPLY, ENVELOPE)
                .offer("vm-helpexit", HELP, LEAVE)
                .prompts();
    }

    private Choices deletion(Choices choices, Message current) {
        if (visit.options().isReadOnly()) {
            return choices;
        }
        boolean isDeleted = folder.isDeleted(current) || folder.folder() == Folder.DELETED;
        return isDeleted ? choices.offerAs("vm-undelete", "menu/undelete", DELETE) : choices.offer("vm-delete", DELETE);
    }
}
