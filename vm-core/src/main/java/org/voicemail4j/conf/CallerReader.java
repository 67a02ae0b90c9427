package org.voicemail4j.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxPolicy;

/** Reads what callers can do besides leaving a message: options of ours, which Asterisk passes over. */
final class CallerReader {

    private static final String PROMPT = "(?=.{1,100}$)[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*";
    private static final List<String> REPLACED = List.of(
            "vm-login",
            "vm-newuser",
            "vm-password",
            "vm-newpassword",
            "vm-passchanged",
            "vm-reenterpassword",
            "vm-mismatch",
            "vm-invalid-password",
            "vm-pls-try-again",
            "vm-prepend-timeout",
            "directoryintro");

    private final Options options;
    private final MailboxPolicy base;

    CallerReader(Options options, MailboxPolicy base) {
        this.options = options;
        this.base = base;
    }

    void read(MailboxPolicy.Builder policy) {
        policy.exits(exits())
                .greetWhenFull(options.isYes("greetwhenfull", base.greetWhenFull()))
                .leavePrivate(options.isYes("leaveprivate", base.leavePrivate()))
                .prompts(prompts());
    }

    /** Prompts that are replaced by others, by the option of their name. */
    private Map<String, String> prompts() {
        Map<String, String> prompts = new LinkedHashMap<>(base.prompts());
        for (String name : REPLACED) {
            options.find(name).filter(entry -> !entry.value().isEmpty()).ifPresent(entry -> {
                if (!entry.value().matches(PROMPT)) {
                    throw entry.unexpected("the name of a prompt, without extension");
                }
                prompts.put(name, entry.value());
            });
        }
        Optional.ofNullable(prompts.remove("vm-prepend-timeout")).ifPresent(name -> prompts.put("vm-then-pound", name));
        Optional.ofNullable(prompts.remove("directoryintro")).ifPresent(name -> prompts.put("dir-intro", name));
        return prompts;
    }

    /** {@code 1:2000,5:reception}: keys and whom they lead to. */
    private Map<Character, String> exits() {
        Optional<ConfEntry> entry = options.find("exitkeys");
        return entry.isEmpty() ? base.exits() : exits(entry.get());
    }

    private static Map<Character, String> exits(ConfEntry entry) {
        Map<Character, String> exits = new LinkedHashMap<>();
        for (String pair : entry.value().split("[,&]")) {
            String text = pair.strip();
            if (!text.matches("([0-9*A-D]:\\S.{0,127})?")) {
                throw entry.unexpected("keys and whom they lead to, like 1:2000&5:reception");
            }
            if (!text.isEmpty()) {
                exits.put(text.charAt(0), text.substring(2).strip());
            }
        }
        return exits;
    }
}
