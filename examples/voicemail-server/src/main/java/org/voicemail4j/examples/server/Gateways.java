package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mail.GatewayNotifier;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.store.MessageStore;

/** The gateways for short messages and push that the file of {@code --mail} names: {@code sms.url} and {@code push.url}. */
final class Gateways {

    /** The channels that there may be, each with its keys. */
    static final List<String> CHANNELS = List.of("sms", "push");

    private Gateways() {}

    /**
     * One of them.
     *
     * @return empty if that file has none of that channel
     * @throws UsageException if it cannot be used; no secret is repeated
     */
    static Optional<GatewayNotifier.Builder> of(
            MailFile mail, String channel, MailboxDirectory directory, MessageStore store) {
        return mail.find(channel + ".url")
                .map(url -> Settings.check(() -> {
                    GatewayNotifier.Builder gateway = GatewayNotifier.to(channel, url, directory, store);
                    mail.find(channel + ".body-file")
                            .ifPresent(file -> gateway.body(
                                    kind(mail, channel), text(Path.of(file)).strip()));
                    mail.find(channel + ".headers-file").ifPresent(file -> headers(gateway, Path.of(file)));
                    return gateway;
                }));
    }

    private static GatewayNotifier.Body kind(MailFile mail, String channel) {
        return switch (mail.find(channel + ".type").orElse("json")) {
            case "json" -> GatewayNotifier.Body.JSON;
            case "form" -> GatewayNotifier.Body.FORM;
            default -> throw mail.wrong(channel + ".type", "json or form");
        };
    }

    /** Lines {@code Name: value}. */
    private static void headers(GatewayNotifier.Builder gateway, Path file) {
        int number = 0;
        for (String line : text(file).lines().toList()) {
            number++;
            int colon = line.indexOf(':');
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (colon < 1) {
                throw new UsageException("--mail: " + file + ":" + number + ": not 'Name: value'");
            }
            gateway.header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("--mail: cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
