package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiEvent;
import org.voicemail4j.mwi.MwiSource;
import org.voicemail4j.mwi.StoredSubscription;

/**
 * Serves phones that subscribe to lamps (RFC 3842, RFC 6665): grants, refreshes and ends subscriptions, and says at once
 * what there is. What the source cannot say is not made up: such a phone is told without counts, and again when the
 * source can. For many threads; what may block on the source or the store is done in threads for that.
 */
final class SubscriptionDesk {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionDesk.class);

    private final SipConfig config;
    private final SipMessages messages;
    private final LampSender sender;
    private final Watches watches;
    private final SubscriberRights rights;
    private final KeptSubscriptions kept;
    private final SubscriptionShares shares = new SubscriptionShares();
    private final MwiSource source;
    private final LampWork work;
    private final Subscription.SubscriptionLines lines;
    private final Watches.Unwatched unwatched;
    private volatile boolean closed;

    SubscriptionDesk(
            SipConfig config,
            SipMessages messages,
            NotifyRequests requests,
            LampSender sender,
            Watches watches,
            MwiSource source,
            LampWork work,
            Watches.Unwatched unwatched) {
        this.config = config;
        this.messages = messages;
        this.sender = sender;
        this.watches = watches;
        this.rights = new SubscriberRights(config);
        this.kept = new KeptSubscriptions(config.mwi().store());
        this.source = source;
        this.work = work;
        this.unwatched = unwatched;
        this.lines = new Subscription.SubscriptionLines(requests, config, messages, config.clock(), this::refused);
    }

    /** Goes on with what was kept over a restart; each is told how things are when it is its turn, or at a change. */
    void resume(BiConsumer<Duration, Runnable> within) {
        Instant now = config.clock().instant();
        for (StoredSubscription one : kept.load()) {
            Optional<Subscription> known =
                    Subscription.of(one, lines).filter(subscription -> !subscription.isOver(now));
            known.ifPresentOrElse(subscription -> watch(subscription, within), () -> kept.remove(one.id()));
        }
        LOG.info("{} subscriptions go on", watches.size());
    }

    private void watch(Subscription subscription, BiConsumer<Duration, Runnable> within) {
        watches.add(subscription);
        within.accept(config.mwi().resumeWithin(), () -> work.once(subscription, () -> tell(subscription)));
    }

    /** Takes a SUBSCRIBE; refuses it with 503 where too many wait. */
    void subscribe(SIPRequest request, ServerTransaction transaction, SipProvider provider, Peer peer) {
        Reply reply = new Reply(request, transaction, provider, messages);
        work.request(
                () -> {
                    try {
                        subscribe(request, reply, peer);
                    } catch (RuntimeException | Error e) {
                        LOG.warn("a SUBSCRIBE could not be taken; refused with 500", e);
                        reply.send(Response.SERVER_INTERNAL_ERROR, response -> {});
                    }
                },
                () -> reply.send(Response.SERVICE_UNAVAILABLE, response -> {}));
    }

    private void subscribe(SIPRequest request, Reply reply, Peer peer) {
        SubscribeRequest read = SubscribeRequest.of(request, config.mwi(), messages);
        if (read instanceof SubscribeRequest.Refused refused) {
            reply.send(refused.status(), refused.more());
            return;
        }
        SubscribeRequest.Asked asked = read.asked().orElseThrow();
        if (request.getToTag() != null) {
            goOn(request, reply, asked, peer);
            return;
        }
        SubscriberRights.Judgement judged = rights.judge(new CallHeaders(request), peer);
        if (judged.status() == Response.OK) {
            begin(request, reply, asked, judged.mailboxes(), peer);
        } else {
            reply.send(judged.status(), response -> {});
        }
    }

    private void begin(
            SIPRequest request, Reply reply, SubscribeRequest.Asked asked, List<MailboxId> mailboxes, Peer peer) {
        boolean keep = !asked.expires().isZero();
        if (closed || (keep && watches.size() >= config.mwi().most())) {
            reply.send(Response.SERVICE_UNAVAILABLE, response -> {});
            return;
        }
        Subscription subscription = Subscription.of(request, asked.event(), mailboxes, lines, asked.life(config.mwi()));
        watches.add(subscription);
        boolean known;
        try {
            known = ask(subscription);
        } catch (VoicemailException e) {
            LOG.warn("{}: nobody can say what they hold; the phone is told later", mailboxes, e);
            known = true;
        } catch (RuntimeException | Error e) {
            forsake(subscription); // of which its phone will not know
            throw e;
        }
        if (!known || closed) {
            forsake(subscription);
            reply.send(known ? Response.SERVICE_UNAVAILABLE : Response.NOT_FOUND, response -> {});
            return;
        }
        reply.accept(subscription.id(), asked.expires());
        if (keep) {
            shares.add(subscription, peer).ifPresent(oldest -> end(oldest, "timeout"));
            if (subscription.isEnded()) { // its phone has refused a NOTIFY that was quicker
                shares.remove(subscription);
                return;
            }
            kept.put(subscription);
            config.mwi().listener().accept(new MwiEvent.Subscribed(subscription.mailboxes(), subscription.target()));
            sender.showAnyway(subscription, new Notice(watches.sum(subscription), Optional.empty()));
        } else {
            end(subscription, "timeout");
        }
    }

    /** Finds out what is not known of its mailboxes, by their own ids; false if none of them exists. */
    private boolean ask(Subscription subscription) {
        watches.rename(
                subscription,
                subscription.names().stream().map(source::named).distinct().toList());
        boolean any = false;
        for (MailboxId mailbox : subscription.mailboxes()) {
            Optional<MessageSummary> last = watches.last(mailbox);
            Optional<MessageSummary> found = last.isPresent() ? last : source.summary(mailbox);
            found.ifPresent(summary -> watches.found(mailbox, summary));
            any |= found.isPresent();
        }
        return any;
    }

    private void goOn(SIPRequest request, Reply reply, SubscribeRequest.Asked asked, Peer peer) {
        Optional<Subscription> known =
                watches.find(request.getToTag(), request.getCallId().getCallId(), request.getFromTag());
        if (known.isEmpty()) {
            reply.send(Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, response -> {});
            return;
        }
        Subscription subscription = known.get();
        if (!rights.mayGoOn(new CallHeaders(request), peer, subscription.names())) {
            reply.send(Response.FORBIDDEN, response -> {});
            return;
        }
        if (!subscription.refresh(request, asked.expires())) {
            boolean gone = subscription.isEnded(); // its phone subscribes anew; else out of order, RFC 3261 §12.2.2
            int status = gone ? Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST : Response.SERVER_INTERNAL_ERROR;
            reply.send(status, response -> {});
            return;
        }
        reply.accept(subscription.id(), asked.expires());
        if (asked.expires().isZero()) {
            end(subscription, "timeout");
        } else {
            kept.put(subscription);
            sender.showAnyway(subscription, new Notice(watches.sum(subscription), Optional.empty()));
        }
    }

    /** Tells a subscription what its mailboxes hold, if that can be said. */
    private void tell(Subscription subscription) {
        try {
            if (ask(subscription)) {
                watches.sum(subscription).map(Notice::of).ifPresent(notice -> sender.show(subscription, notice));
            } else {
                end(subscription, "noresource");
            }
        } catch (VoicemailException e) {
            LOG.debug("{}: nobody can say what it holds; asked again later", subscription, e);
        }
    }

    /** Ends what is over; called every second, in a thread that others wait for. */
    void sweep() {
        Instant now = config.clock().instant();
        for (Subscription subscription : watches.over(now)) {
            if (subscription.endIfOver(now)) {
                work.inAnyCase(() -> finish(subscription, "timeout"));
            }
        }
    }

    /** Asks again for those of whom nothing is known; called now and then. */
    void askAgain() {
        work.once(this, this::askAll);
    }

    private void askAll() {
        for (Subscription subscription : watches.all()) {
            if (watches.sum(subscription).isEmpty()) {
                work.once(subscription, () -> tell(subscription));
            }
        }
    }

    /** Ends a subscription, for a reason of RFC 6665 §4.1.3. */
    void end(Subscription subscription, String reason) {
        if (subscription.end()) {
            finish(subscription, reason);
        }
    }

    /** What becomes of one that has ended. */
    private void finish(Subscription subscription, String reason) {
        Optional<MessageSummary> sum = watches.sum(subscription);
        leave(subscription);
        sender.showAnyway(subscription, new Notice(sum, Optional.of(reason)));
        ended(subscription, reason);
    }

    /** Its phone refused a NOTIFY, or never answered one; told in the thread that all lamps wait for. */
    private void refused(Subscription subscription, int status) {
        if (subscription.end()) {
            LOG.debug("{} ended: NOTIFY was answered with {}", subscription, status);
            work.inAnyCase(() -> {
                leave(subscription);
                sender.forget(subscription);
                ended(subscription, Integer.toString(status));
            });
        }
    }

    private void ended(Subscription subscription, String why) {
        config.mwi().listener().accept(new MwiEvent.Unsubscribed(subscription.mailboxes(), subscription.target(), why));
    }

    private void leave(Subscription subscription) {
        forsake(subscription);
        kept.remove(subscription.id());
    }

    /** It is none any more; what it kept from others meanwhile is told to them. */
    private void forsake(Subscription subscription) {
        Map<MailboxId, MessageSummary> last = new HashMap<>();
        subscription.mailboxes().forEach(mailbox -> watches.last(mailbox).ifPresent(known -> last.put(mailbox, known)));
        watches.remove(subscription);
        shares.remove(subscription);
        last.forEach((mailbox, summary) -> {
            if (!watches.isWatched(mailbox)) {
                unwatched.unwatched(mailbox, summary);
            }
        });
    }

    /** Says goodbye, unless we are to come back to what is kept; first to all, for what else that means may take its time. */
    void close() {
        closed = true;
        if (!kept.isDurable()) {
            List<Subscription> ending =
                    watches.all().stream().filter(Subscription::end).toList();
            ending.forEach(one -> sender.showAnyway(one, new Notice(watches.sum(one), Optional.of("deactivated"))));
            ending.forEach(subscription -> {
                leave(subscription);
                ended(subscription, "deactivated");
            });
        }
    }
}
