package org.voicemail4j.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;

/** The folders and greetings of one mailbox. Guarded by the store. */
final class InMemoryMailbox {

    private final Map<GreetingKind, AudioContent> greetings = new EnumMap<>(GreetingKind.class);
    private final Map<GreetingKind, AudioContent> formerGreetings = new EnumMap<>(GreetingKind.class);
    private final Map<Folder, List<Stored>> folders = new EnumMap<>(Folder.class);
    private final Set<DeliveryKey> delivered = new HashSet<>();
    private int depositsInProgress;

    /** A message and its sound, preferred format first. */
    record Stored(Message message, List<AudioContent> renditions) {

        Stored in(Folder folder) {
            return new Stored(new Message(message.id(), folder, message.envelope(), message.length()), renditions);
        }

        Stored under(MessageId id) {
            return new Stored(new Message(id, message.folder(), message.envelope(), message.length()), renditions);
        }

        Stored with(Envelope envelope) {
            return new Stored(new Message(message.id(), message.folder(), envelope, message.length()), renditions);
        }
    }

    boolean isFull(Folder folder, int maxMessages) {
        int reserved = folder == Folder.INBOX ? depositsInProgress : 0;
        return in(folder).size() + reserved >= maxMessages;
    }

    void reserve() {
        depositsInProgress++;
    }

    void release() {
        depositsInProgress--;
    }

    void add(Stored stored) {
        in(stored.message().folder()).add(stored);
    }

    boolean remove(Stored stored) {
        return in(stored.message().folder()).remove(stored);
    }

    /** Puts a message in the place of another one of the same folder. */
    void replace(Stored before, Stored after) {
        Collections.replaceAll(in(before.message().folder()), before, after);
    }

    boolean isEmpty() {
        return greetings.isEmpty() && folders.values().stream().allMatch(List::isEmpty);
    }

    List<Message> list(Folder folder) {
        List<Message> messages =
                new ArrayList<>(in(folder).stream().map(Stored::message).toList());
        if (folder == Folder.INBOX) {
            messages.sort(Comparator.comparing(message -> !message.isUrgent()));
        }
        return List.copyOf(messages);
    }

    Optional<Stored> find(MessageId id) {
        return folders.values().stream()
                .flatMap(Collection::stream)
                .filter(stored -> stored.message().id().equals(id))
                .findFirst();
    }

    Optional<AudioContent> greeting(GreetingKind kind) {
        return Optional.ofNullable(greetings.get(kind));
    }

    void greet(GreetingKind kind, AudioContent sound) {
        deleteGreeting(kind);
        greetings.put(kind, sound);
    }

    boolean deleteGreeting(GreetingKind kind) {
        AudioContent present = greetings.remove(kind);
        if (present != null) {
            formerGreetings.put(kind, present);
        }
        return present != null;
    }

    boolean hasFormerGreeting(GreetingKind kind) {
        return formerGreetings.containsKey(kind);
    }

    Optional<AudioContent> formerGreeting(GreetingKind kind) {
        return Optional.ofNullable(formerGreetings.get(kind));
    }

    boolean deleteFormerGreeting(GreetingKind kind) {
        return formerGreetings.remove(kind) != null;
    }

    boolean restoreGreeting(GreetingKind kind) {
        AudioContent former = formerGreetings.remove(kind);
        if (former != null) {
            greet(kind, former);
        }
        return former != null;
    }

    boolean isDelivered(DeliveryKey key) {
        return delivered.contains(key);
    }

    /** Writes a delivery down; returns whether it is the first of that key. */
    boolean deliver(DeliveryKey key) {
        return delivered.add(key);
    }

    MessageCounts counts() {
        return new MessageCounts(
                in(Folder.INBOX).size(), urgent(Folder.INBOX), in(Folder.OLD).size(), urgent(Folder.OLD));
    }

    private int urgent(Folder folder) {
        return (int) in(folder).stream()
                .filter(stored -> stored.message().isUrgent())
                .count();
    }

    private List<Stored> in(Folder folder) {
        return folders.computeIfAbsent(folder, none -> new ArrayList<>());
    }

    /** A stored message of these parts. */
    static Stored arrived(MessageId id, Folder folder, Envelope envelope, List<AudioContent> renditions) {
        return new Stored(new Message(id, folder, envelope, renditions.get(0).length()), renditions);
    }
}
