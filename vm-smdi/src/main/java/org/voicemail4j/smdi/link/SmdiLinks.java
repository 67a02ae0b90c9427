package org.voicemail4j.smdi.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

/**
 * The links to several switches as one. A call is looked for on all of them at the same time, so that it waits once; the
 * first that has a message for it is believed, and no other uses one up. For many threads.
 */
public final class SmdiLinks implements CallInfoResolver, MwiPublisher, AutoCloseable {

    private final List<SmdiLink> links;

    /**
     * Takes links over: {@link #close} closes them.
     *
     * @param links started; none are allowed, and then nothing is known of any call
     */
    public SmdiLinks(List<SmdiLink> links) {
        this.links = List.copyOf(links);
    }

    /** The links, in the order in which they were given. */
    public List<SmdiLink> links() {
        return links;
    }

    @Override
    public CallInfo resolve(CallInfo info) {
        return resolve(links, info);
    }

    static CallInfo resolve(List<SmdiLink> links, CallInfo info) {
        CompletableFuture<DeskCall> answer = new CompletableFuture<>();
        List<Question> questions = new ArrayList<>();
        try {
            links.forEach(link -> link.ask(info, answer).ifPresent(questions::add));
            Duration patience = questions.stream()
                    .map(Question::patience)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            Optional<DeskCall> call = Patience.await(answer, patience);
            if (call.isEmpty()) {
                questions.forEach(question -> question.unanswered(info));
            }
            return call.map(known -> known.describe(info)).orElse(info);
        } finally {
            questions.forEach(Question::end);
        }
    }

    @Override
    public void publish(MailboxId mailbox, MessageSummary summary) {
        links.forEach(link -> link.publish(mailbox, summary));
    }

    @Override
    public void close() {
        links.forEach(SmdiLink::close);
    }
}
