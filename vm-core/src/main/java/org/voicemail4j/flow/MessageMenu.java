package org.voicemail4j.flow;

import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.say.SpokenLanguage;
import org.voicemail4j.store.MoveResult;

/**
 * The main menu of a mailbox. Every action ends with what the caller pressed during it: that key is the next command, and
 * if there was none, the choices are said. Three rounds without a key end the menu. Closing it closes the folder.
 */
final class MessageMenu implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MessageMenu.class);
    private static final int ROUNDS = 3;
    private static final int MOST_FAILURES = 5;

    private final Visit visit;
    private final Line line;
    private final MailboxPolicy policy;
    private final SpokenLanguage language;
    private final EnvelopeReader envelopes;
    private OpenFolder folder;
    private int failures;

    MessageMenu(Visit visit, Folder start) {
        this.visit = visit;
        this.line = visit.line();
        this.policy = visit.policy();
        this.language = visit.language();
        this.envelopes = new EnvelopeReader(visit.context(), visit.mailbox());
        this.folder = new OpenFolder(visit, start);
    }

    /**
     * Runs until the owner leaves, or says nothing, or is gone.
     *
     * @param before how what was said before the menu ended
     */
    void run(PlayEnd before) {
        PlayEnd end = before;
        int silent = 0;
        while (!end.isHungUp()) {
            Optional<Digit> key = end.key();
            Optional<MenuAction> action = key.flatMap(pressed -> visit.keys().action(Menu.MAIN, pressed));
            if (key.isPresent() ? action.filter(MenuAction.LEAVE::equals).isPresent() : silent == ROUNDS) {
                return;
            }
            silent = key.isPresent() ? 0 : silent + 1;
            end = key.isPresent()
                    ? action.map(this::attempt).orElseGet(visit::sorry)
                    : line.ask(new MessageChoices(visit, folder).usual(), Line.MENU_WAIT);
        }
    }

    /** Runs from the first message on; if there is none, says so and ends. */
    void runPlaying() {
        PlayEnd end = attempt(MenuAction.FIRST);
        if (folder.size() > 0) {
            run(end);
        }
    }

    @Override
    public void close() {
        folder.close();
    }

    /** What cannot be done, such as a message that cannot be read, is told and keeps nobody from the rest. */
    private PlayEnd attempt(MenuAction action) {
        try {
            return act(action);
        } catch (VoicemailException e) {
            if (++failures > MOST_FAILURES) {
                throw e;
            }
            LOG.warn(
                    "{}: {} failed; the owner is told and goes on",
                    visit.mailbox().id(),
                    action,
                    e);
            return line.offer(Line.named("vm-tryagainlater"));
        }
    }

    private PlayEnd act(MenuAction action) {
        return switch (action) {
            case FIRST -> folder.first() ? play() : empty();
            case CHANGE_FOLDER -> changeFolder();
            case MORE -> more();
            case PREVIOUS -> folder.previous() ? play() : noMore();
            case REPEAT -> folder.index() >= 0 || folder.first() ? play() : empty();
            case NEXT -> folder.next() ? play() : noMore();
            case DELETE -> changing(this::toggleDeleted);
            case FORWARD -> withCurrent(this::forward);
            case SAVE -> changing(this::save);
            case OPTIONS -> new GreetingMenu(visit).run();
            case HELP -> line.offer(new MessageChoices(visit, folder).help());
            case REPLY -> withCurrent(message -> new ComposeFlow(visit).reply(message));
            case ENVELOPE -> withCurrent(message -> line.offer(envelopes.details(message)));
            case CALL_BACK -> callBack();
            case DIAL_OUT -> policy.dialOut().areAny() ? new DialMenu(visit).dialOut() : visit.sorry();
            case COMPOSE -> policy.sendMessages() ? new ComposeFlow(visit).compose() : visit.sorry();
            default -> visit.sorry();
        };
    }

    private PlayEnd more() {
        Choice choice = new AdvancedMenu(visit).ask(folder.current().isPresent());
        Optional<MenuAction> chosen = choice.action().filter(action -> action != MenuAction.BACK);
        return chosen.map(this::act).orElseGet(choice::back);
    }

    private PlayEnd callBack() {
        return policy.callBack().areAny()
                ? withCurrent(message -> new DialMenu(visit).callBack(message))
                : visit.sorry();
    }

    private PlayEnd withCurrent(Function<Message, PlayEnd> action) {
        return folder.current().map(action).orElse(PlayEnd.completed());
    }

    private PlayEnd changing(Function<Message, PlayEnd> action) {
        return visit.options().isReadOnly() ? line.offer(Line.named("vm-readonly")) : withCurrent(action);
    }

    private PlayEnd play() {
        return withCurrent(message -> visit.withAudio(message, audio -> {
            PlayEnd header = line.offer(envelopes.header(message, folder.index(), folder.size()));
            if (header.isHungUp() || (header.key().isPresent() && !isFirst(header))) {
                return header;
            }
            folder.heard(message);
            return line.listen(audio, visit.keys().controls(policy));
        }));
    }

    /** The key for the first message, pressed while something is said of a message, goes on to the message itself. */
    private boolean isFirst(PlayEnd end) {
        return end.key()
                .flatMap(key -> visit.keys().action(Menu.MAIN, key))
                .filter(MenuAction.FIRST::equals)
                .isPresent();
    }

    private PlayEnd changeFolder() {
        FolderMenu menu = new FolderMenu(visit);
        PlayEnd answer = menu.ask("vm-changeto", folder.hasDeletedElsewhere());
        return menu.chosen(answer).map(this::open).orElseGet(() -> orCommand(answer));
    }

    private PlayEnd open(Folder chosen) {
        folder.close();
        folder = new OpenFolder(visit, chosen);
        return line.offer(language.folder(chosen));
    }

    private PlayEnd toggleDeleted(Message message) {
        if (folder.folder() == Folder.DELETED) {
            return saved(folder.restore(message), Folder.OLD);
        }
        boolean deleted = folder.toggleDeleted(message);
        return nextAfter(line.offer(Line.named(deleted ? "vm-deleted" : "vm-undeleted")));
    }

    private PlayEnd forward(Message message) {
        return visit.withAudio(message, audio -> new ForwardFlow(visit).run(message, audio));
    }

    private PlayEnd save(Message message) {
        FolderMenu menu = new FolderMenu(visit);
        PlayEnd answer = menu.ask("vm-savefolder", false);
        return menu.chosen(answer)
                .map(to -> saved(folder.save(message, to), to))
                .orElseGet(() -> orCommand(answer));
    }

    private PlayEnd saved(MoveResult result, Folder to) {
        return switch (result) {
            case DONE -> nextAfter(line.offer(language.saved(folder.index() + 1, to)));
            case FOLDER_FULL -> line.offer(Line.named("vm-mailboxfull"));
            case NOT_FOUND -> line.offer(Line.named("vm-deleted"));
        };
    }

    /** A menu within this one that ended without a choice leads back to this one's choices. */
    private static PlayEnd orCommand(PlayEnd end) {
        return end.isHungUp() ? end : PlayEnd.completed();
    }

    private PlayEnd nextAfter(PlayEnd end) {
        boolean undisturbed = !end.isHungUp() && end.key().isEmpty();
        if (!policy.nextAfterCommand() || !undisturbed) {
            return end;
        }
        return folder.next() ? play() : noMore();
    }

    private PlayEnd empty() {
        return line.offer(language.nothingIn(folder.folder()));
    }

    private PlayEnd noMore() {
        return line.offer(Line.named("vm-nomore"));
    }
}
