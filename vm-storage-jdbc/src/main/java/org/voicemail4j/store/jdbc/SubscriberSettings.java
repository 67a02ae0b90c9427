package org.voicemail4j.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.voicemail4j.mailbox.Subscriber;

/** What our table has in its column {@code settings}: {@code name=value|name=value|}. */
final class SubscriberSettings {

    /** Options that the subscriber has itself. */
    private static final Set<String> OF_SUBSCRIBER = Set.of("alias", "hidefromdir");

    private SubscriberSettings() {}

    /**
     * The text of it.
     *
     * @throws IllegalArgumentException if something in it could be taken for the begin of something else
     */
    static String of(Subscriber subscriber, Map<String, String> settings) {
        List<String> all = new ArrayList<>();
        settings.forEach((name, value) -> {
            if (!OF_SUBSCRIBER.contains(name.toLowerCase(Locale.ROOT))) {
                all.add(checked(name, value));
            }
        });
        subscriber.aliases().forEach(alias -> all.add(checked("alias", alias)));
        if (!subscriber.isListed()) {
            all.add("hidefromdir=yes");
        }
        StringBuilder text = new StringBuilder();
        all.forEach(setting -> text.append(setting).append('|'));
        return text.toString();
    }

    private static String checked(String name, String value) {
        if (name.isBlank() || name.contains("=") || name.contains("|") || value.contains("|")) {
            throw new IllegalArgumentException("a setting has neither | nor, in its name, = : " + name);
        }
        return name + '=' + value;
    }
}
