package org.voicemail4j.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;

/** What the options of one mailbox say about its mail, with the defaults of Asterisk. */
final class MailSettings {

    private static final Set<String> YES = Set.of("yes", "true", "y", "t", "1", "on");
    private static final String DATE = "%A, %B %d, %Y at %r";
    private static final double LEAST_GAIN = 0.001;

    private final Subscriber owner;
    private final MailOptions options;

    MailSettings(Subscriber owner, MailOptions options) {
        this.owner = owner;
        this.options = options;
    }

    MailboxId mailbox() {
        return owner.mailbox();
    }

    Subscriber owner() {
        return owner;
    }

    private Optional<String> find(String name) {
        return options.option(owner.mailbox(), name).filter(value -> !value.isBlank());
    }

    private boolean isYes(String name, boolean otherwise) {
        return find(name)
                .map(value -> YES.contains(value.strip().toLowerCase(Locale.ROOT)))
                .orElse(otherwise);
    }

    /** The address that mail comes from, without a host perhaps ({@code serveremail}). */
    String serverEmail() {
        return find("serveremail").orElse("asterisk");
    }

    MailTemplate from() {
        return new MailTemplate(find("fromstring").orElse("Asterisk PBX"));
    }

    MailTemplate pagerFrom() {
        return new MailTemplate(find("pagerfromstring").orElse("Asterisk PBX"));
    }

    MailTemplate subject() {
        String prefix = isYes("pbxskip", false) ? "" : "[PBX]: ";
        return MailTemplate.escaped(
                find("emailsubject").orElse(prefix + "New ${VM_FLAG_}message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}"));
    }

    Optional<MailTemplate> body() {
        return find("emailbody").map(MailTemplate::escaped);
    }

    MailTemplate pagerSubject() {
        return MailTemplate.escaped(find("pagersubject").orElse("New ${VM_FLAG_}VM"));
    }

    MailTemplate pagerBody() {
        return MailTemplate.escaped(find("pagerbody")
                .orElse("New ${VM_DUR} long ${VM_FLAG_}msg in box ${VM_MAILBOX}\\nfrom ${VM_CALLERID}, on ${VM_DATE}"));
    }

    String dateFormat() {
        return find("emaildateformat").orElse(DATE);
    }

    String pagerDateFormat() {
        return find("pagerdateformat").orElse(DATE);
    }

    boolean attaches() {
        return isYes("attach", true);
    }

    /** In which format; empty if as it is kept. */
    Optional<AudioFormat> attachmentFormat() {
        return find("attachfmt").flatMap(name -> AudioFormat.named(name.split("\\|", 2)[0]));
    }

    /** As which file, if it is of no such format: an extension such as {@code ogg}. */
    Optional<String> attachmentFile() {
        return find("attachfmt")
                .map(name -> name.split("\\|", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(name -> AudioFormat.named(name).isEmpty());
    }

    /** Where the recording can be heard, with the places of templates ({@code maillink}, an option of our own). */
    Optional<String> link() {
        return find("maillink");
    }

    boolean writesHtml() {
        return isYes("mailhtml", true);
    }

    boolean deletes() {
        return isYes("delete", isYes("deletevoicemail", false));
    }

    boolean marksHeard() {
        return isYes("mailheard", false);
    }

    /**
     * By which factor the sound is made louder ({@code volgain}): a plain number is the factor itself, as Asterisk does it
     * with whatever its documentation calls decibels; with {@code dB} behind it it is that. 1 if nothing or nonsense is
     * said.
     */
    double gain() {
        String text = find("volgain").orElse("").strip().toLowerCase(Locale.ROOT);
        boolean decibels = text.endsWith("db");
        String number = decibels ? text.substring(0, text.length() - 2).strip() : text;
        if (!number.matches("[+-]?[0-9]{1,4}(\\.[0-9]{1,6})?")) {
            return 1;
        }
        double value = Double.parseDouble(number);
        if (Math.abs(value) < LEAST_GAIN) {
            return 1;
        }
        double factor = decibels ? Math.pow(10, Math.max(-100, Math.min(100, value)) / 20) : value;
        return Math.max(-1000, Math.min(1000, factor));
    }

    /** The character set of the text; UTF-8 unless another one is named that exists. */
    Charset charset() {
        try {
            return find("charset").map(name -> Charset.forName(name.strip())).orElse(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** {@code locale=de_DE.UTF-8} of C, else the mailbox's language. */
    Locale locale() {
        return find("locale")
                .map(name -> Locale.forLanguageTag(
                        name.strip().replaceFirst("[.@].*", "").replace('_', '-')))
                .filter(locale -> !locale.getLanguage().isEmpty())
                .orElse(owner.policy().language());
    }

    ZoneId zone() {
        return owner.policy().zone();
    }
}
