package org.voicemail4j.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.say.SpokenLanguage;
import org.voicemail4j.store.MoveResult;

/**
 * The main menu of a mailbox:
 *
 * <pre>
 *   1 first message      4 previous     7 delete or keep after all    * help
 *   2 another folder     5 once more    8 forward                     0 mailbox options
 *   3 more choices       6 next         9 save in a folder            # leave
 * </pre>
 *
 * <p>Every action ends with what the caller pressed during it: that key is the next command, and if there was none, the
 * choices are said. Three rounds without a key end the menu. Closing it closes the folder.
 */
final class MessageMenu implements AutoCloseable {

    private static final int ROUNDS = 3;

    private final FlowContext context;
    private final Line line;
    private final Mailbox mailbox;
    private final MailboxPolicy policy;
    private final SpokenLanguage language;
    private final EnvelopeReader envelopes;
    private final ComposeFlow composing;
    private OpenFolder folder;

    MessageMenu(FlowContext context, Line line, CallInfo info, Mailbox mailbox, Folder start) {
        this.context = context;
        this.line = line;
        this.mailbox = mailbox;
        this.policy = mailbox.policy();
        this.language = SpokenLanguage.of(policy.language());
        this.envelopes = new EnvelopeReader(context, mailbox);
        this.composing = new ComposeFlow(context, line, info, mailbox);
        this.folder = new OpenFolder(context, mailbox, start);
    }

    /**
     * Runs until pound, silence or hang-up.
     *
     * @param before how what was said before the menu ended
     */
    void run(PlayEnd before) {
        PlayEnd end = before;
        int silent = 0;
        while (!end.isHungUp()) {
            Optional<Digit> key = end.key();
            if (key.isPresent() ? key.get() == Digit.POUND : silent == ROUNDS) {
                return;
            }
            silent = key.isPresent() ? 0 : silent + 1;
            end = key.map(this::act).orElseGet(() -> line.ask(choices(), Line.MENU_WAIT));
        }
    }

    @Override
    public void close() {
        folder.close();
    }

    private PlayEnd act(Digit key) {
        return switch (key) {
            case ONE -> folder.first() ? play() : empty();
            case TWO -> changeFolder();
            case THREE -> new AdvancedMenu(line, policy, envelopes, composing).run(folder.current());
            case FOUR -> folder.previous() ? play() : noMore();
            case FIVE -> folder.index() >= 0 || folder.first() ? play() : empty();
            case SIX -> folder.next() ? play() : noMore();
            case SEVEN -> withCurrent(this::toggleDeleted);
            case EIGHT -> withCurrent(this::forward);
            case NINE -> withCurrent(this::save);
            case ZERO -> new GreetingMenu(context, line, mailbox).run();
            case STAR -> line.offer(help());
            default -> line.offer(Line.named("vm-sorry"));
        };
    }

    private PlayEnd withCurrent(Function<Message, PlayEnd> action) {
        return folder.current().map(action).orElse(PlayEnd.completed());
    }

    private PlayEnd play() {
        return withCurrent(message -> withAudio(message, audio -> play(message, audio)));
    }

    private PlayEnd withAudio(Message message, Function<AudioContent, PlayEnd> action) {
        return context.store()
                .open(mailbox.id(), message.id())
                .map(action)
                .orElseGet(() -> line.offer(Line.named("vm-deleted")));
    }

    /** During the header, 1 goes on to the message; every other key is a command. */
    private PlayEnd play(Message message, AudioContent audio) {
        PlayEnd header = line.offer(envelopes.header(message, folder.index(), folder.size()));
        boolean skipped = header.key().filter(key -> key == Digit.ONE).isPresent();
        if (header.isHungUp() || (header.key().isPresent() && !skipped)) {
            return header;
        }
        folder.heard(message);
        return line.listen(audio, ListenControls.standard(policy.skipStep()));
    }

    private PlayEnd changeFolder() {
        PlayEnd answer = new FolderMenu(line, language).ask("vm-changeto");
        return FolderMenu.chosen(answer).map(this::open).orElseGet(() -> orCommand(answer));
    }

    private PlayEnd open(Folder chosen) {
        folder.close();
        folder = new OpenFolder(context, mailbox, chosen);
        return line.offer(language.folder(chosen));
    }

    private PlayEnd toggleDeleted(Message message) {
        boolean deleted = folder.toggleDeleted(message);
        PlayEnd end = line.offer(Line.named(deleted ? "vm-deleted" : "vm-undeleted"));
        return nextAfter(end);
    }

    private PlayEnd forward(Message message) {
        ForwardFlow forwarding = new ForwardFlow(context, line, mailbox);
        return withAudio(message, audio -> forwarding.run(message, audio));
    }

    private PlayEnd save(Message message) {
        PlayEnd answer = new FolderMenu(line, language).ask("vm-savefolder");
        return FolderMenu.chosen(answer).map(to -> save(message, to)).orElseGet(() -> orCommand(answer));
    }

    private PlayEnd save(Message message, Folder to) {
        MoveResult result = folder.save(message, to);
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

    private List<Prompt> help() {
        return folder.current().isPresent() ? start() : start("-full");
    }

    private List<Prompt> choices() {
        return folder.current().map(this::choices).orElseGet(() -> Line.join(start(), Line.named("vm-helpexit")));
    }

    private List<Prompt> start() {
        return start("");
    }

    private List<Prompt> start(String detail) {
        List<Prompt> choices = new ArrayList<>();
        if (folder.size() > 0) {
            choices.addAll(Line.named("vm-onefor" + detail));
            choices.addAll(language.folder(folder.folder()));
        }
        choices.addAll(Line.named("vm-opts" + detail));
        return choices;
    }

    private List<Prompt> choices(Message current) {
        List<String> names = new ArrayList<>();
        if (folder.hasPrevious()) {
            names.add("vm-prev");
        }
        names.addAll(List.of("vm-advopts", "vm-repeat"));
        if (folder.hasNext()) {
            names.add("vm-next");
        }
        names.add(folder.isDeleted(current) ? "vm-undelete" : "vm-delete");
        names.addAll(List.of("vm-toforward", "vm-savemessage", "vm-helpexit"));
        return Line.named(names.toArray(String[]::new));
    }
}
