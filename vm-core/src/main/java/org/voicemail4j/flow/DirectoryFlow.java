package org.voicemail4j.flow;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.call.DirectoryOptions.Then;
import org.voicemail4j.flow.NameSearch.Found;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.KeyMap;
import org.voicemail4j.say.SpokenLanguage;

/** A caller looks for somebody by name and is connected: to whom was chosen, or by 0 and star to those who help. */
final class DirectoryFlow {

    private final Line line;
    private final MailboxPolicy spoken;
    private final Transfer transfer;
    private final DirectoryOptions options;
    private final NameSearch search;

    DirectoryFlow(FlowContext context, Line line, CallControl control, CallInfo info, DirectoryOptions options) {
        this.line = line;
        this.transfer = new Transfer(line, control);
        this.options = options;
        this.spoken = MailboxPolicy.DEFAULT.toBuilder()
                .keys(KeyMap.ASTERISK)
                .language(options.language().orElse(MailboxPolicy.DEFAULT.language()))
                .build();
        this.search = new NameSearch(
                line,
                new NameDirectory(people(context, options), info.context(), options),
                options,
                new MenuKeys(spoken),
                SpokenLanguage.of(spoken.language()),
                exits());
    }

    private static MailboxFinder people(FlowContext context, DirectoryOptions options) {
        return options.file().map(context.directories()).orElse(context.mailboxes());
    }

    private Set<Digit> exits() {
        Set<Digit> exits = EnumSet.noneOf(Digit.class);
        options.operator().ifPresent(operator -> exits.add(Digit.ZERO));
        options.attendant().ifPresent(attendant -> exits.add(Digit.STAR));
        return exits;
    }

    CallOutcome run() {
        options.language().ifPresent(language -> line.speakAs(spoken));
        line.play(List.of(Prompt.pause(options.pause())), Digit.NONE);
        Found found = search.run();
        Optional<String> target = found.mailbox()
                .map(mailbox -> mailbox.id().number())
                .filter(number -> options.then() == Then.CONNECT)
                .or(() -> found.end().key().flatMap(this::helper));
        Optional<CallOutcome> connected = target.flatMap(transfer::to);
        if (connected.isEmpty()) {
            line.say("vm-goodbye");
        }
        return connected.orElseGet(
                () -> new CallOutcome.NameSearched(found.mailbox().map(Mailbox::id)));
    }

    private Optional<String> helper(Digit key) {
        return switch (key) {
            case ZERO -> options.operator();
            case STAR -> options.attendant();
            default -> Optional.empty();
        };
    }
}
