package org.voicemail4j.conf;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every option that Asterisk's voicemail.conf knows, whether or not something here acts on it yet; and, at the end, our own. */
final class OptionNames {

    private static final String ALL = """
            format serveremail attach attachfmt attachextrecs maxmsg maxsecs minsecs maxgreet skipms maxsilence
            silencethreshold maxlogins moveheard forward_urgent_auto aliasescontext externnotify smdienable smdiport
            externpass externpassnotify externpasscheck directoryintro charset adsifdn adsisec adsiver pbxskip fromstring
            usedirectory odbcstorage odbctable odbc_audio_on_disk emailsubject emailbody pagerfromstring pagersubject
            pagerbody emaildateformat pagerdateformat mailcmd pollmailboxes pollfreq tz locale volgain review leaveurgent
            operator saycid cidinternalcontexts sayduration saydurationm sendvoicemail searchcontexts callback dialout
            exitcontext envelope nextaftercmd forcename forcegreetings tempgreetwarn messagewrap minpassword
            passwordlocation backupdeleted
            vm-login vm-newuser vm-password vm-newpassword vm-passchanged vm-reenterpassword vm-mismatch
            vm-invalid-password vm-pls-try-again vm-prepend-timeout
            listen-control-forward-key listen-control-reverse-key listen-control-pause-key listen-control-restart-key
            listen-control-stop-key
            tps_queue_high tps_queue_low
            delete deletevoicemail hidefromdir alias language options
            imapserver imapport imapflags imapfolder imapparentfolder imapgreetings greetingfolder greetingsfolder authuser
            authpassword expungeonhangup imapopentimeout imapclosetimeout imapreadtimeout imapwritetimeout opentimeout
            closetimeout readtimeout writetimeout imap_poll_logout imapuser imappassword imapsecret imapvmshareid
            keymap listscontext callbackallow dialoutallow dialdeny
            exitkeys greetwhenfull leaveprivate trivialpassword passwordhistory forcepassword tempgreetfrom tempgreetuntil openhours
            expire owners lamp pinmaxage mailheard mailhtml maillink smsto pushto transcribe
            specialcallers absence absencefrom absenceuntil
            """;

    private static final Set<String> KNOWN = Stream.of(ALL.split("\\s+")).collect(Collectors.toUnmodifiableSet());

    private static final Map<String, String> FORMER = Map.of("maxmessage", "maxsecs", "minmessage", "minsecs");

    /**
     * Asterisk's that nothing acts on, and why: whoever has them there expects something. What merely has nothing left to
     * do here (pollmailboxes: changes are noticed anyway) is not among them.
     */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "exitcontext", "where 0 and star lead, operator and exitkeys say",
            "attachextrecs", "recordings of others are not mailed",
            "odbc_audio_on_disk", "a database has the sound, too",
            "listen-control-stop-key", "every key that does nothing else stops a message",
            "expungeonhangup", "what is deleted in an account is gone at once",
            "imap_poll_logout", "accounts are watched as long as the server runs",
            "adsifdn", "phones' screens are not written on",
            "adsisec", "phones' screens are not written on",
            "adsiver", "phones' screens are not written on");

    private OptionNames() {}

    /** Whether there is an option of that name, in lower case, or was one. */
    static boolean isKnown(String lowerCaseName) {
        return KNOWN.contains(lowerCaseName) || FORMER.containsKey(lowerCaseName);
    }

    /** Warns if nobody knows that option. */
    static void check(ConfEntry entry, String lowerCaseName, Warnings warnings) {
        if (KNOWN.contains(lowerCaseName)) {
            Optional.ofNullable(WITHOUT_EFFECT.get(lowerCaseName))
                    .filter(why -> warnings.isFirst(lowerCaseName))
                    .ifPresent(why -> warnings.add(
                            entry.place(),
                            "option " + lowerCaseName + " does nothing here, wherever it stands: " + why));
            return;
        }
        String today = FORMER.get(lowerCaseName);
        warnings.add(
                entry.place(),
                today == null
                        ? "unknown option " + Place.quoted(entry.name()) + " is passed over"
                        : "option " + entry.name() + " is called " + today + " today; this one is passed over");
    }
}
