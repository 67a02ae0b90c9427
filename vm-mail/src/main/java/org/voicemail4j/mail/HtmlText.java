package org.voicemail4j.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mail as HTML: who called, when and how long in large type, a button where the recording can be heard, then the text.
 * Everything that came from outside is escaped and isolated from the direction of what stands around it; nothing is
 * fetched from anywhere when it is read.
 */
final class HtmlText {

    private static final String PAGE = """
        <!DOCTYPE html>
        <html lang="%s"><head><meta charset="%s"><title>%s</title></head>
        <body style="margin:0;padding:24px;background:#f2f4f7;font-family:Helvetica,Arial,sans-serif;color:#1d2733">
        <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" style="max-width:560px;margin:0 auto;\
        background:#ffffff;border:1px solid #d9dfe7;border-radius:8px">
        <tr><td style="padding:24px 28px 8px 28px">
        <div style="font-size:13px;color:#5b6b7d">%s</div>
        <div style="font-size:22px;font-weight:bold;margin-top:6px;overflow-wrap:anywhere"><bdi>%s</bdi></div>
        <div style="font-size:15px;margin-top:2px;overflow-wrap:anywhere"><bdi>%s</bdi></div>
        </td></tr>
        <tr><td style="padding:12px 28px">
        <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" style="background:#eef4fb;border-radius:6px">
        <tr><td style="padding:14px 16px;font-size:28px;font-weight:bold;color:#14508c;white-space:nowrap">&#9654;&#160;%s</td>
        <td style="padding:14px 16px;font-size:14px;text-align:right"><bdi>%s</bdi><br>%s</td></tr></table>
        </td></tr>
        %s<tr><td style="padding:8px 28px 24px 28px;font-size:14px;line-height:1.5;color:#3a4856;overflow-wrap:anywhere">%s</td></tr>
        </table></body></html>
        """;

    private static final String BUTTON = """
        <tr><td style="padding:4px 28px 12px 28px"><a href="%s" style="display:inline-block;padding:10px 18px;\
        background:#14508c;color:#ffffff;text-decoration:none;border-radius:6px;font-size:15px">Listen</a></td></tr>
        """;

    private HtmlText() {}

    /**
     * @param note what became of the recording
     * @param body the text of the plain part
     */
    static String of(
            Map<String, String> values, String subject, String note, String body, Locale locale, String charset) {
        String urgent = values.getOrDefault("VM_FLAG", "").isEmpty()
                ? ""
                : " &#183; <strong style=\"color:#b3261e\">" + escape(values.get("VM_FLAG")) + "</strong>";
        String name = values.getOrDefault("VM_CIDNAME", "");
        String number = values.getOrDefault("VM_CIDNUM", "");
        return String.format(
                Locale.ROOT,
                PAGE,
                escape(locale.toLanguageTag()),
                escape(charset),
                escape(subject),
                "Voicemail for <bdi>" + escape(values.get("VM_NAME")) + "</bdi>, mailbox "
                        + escape(values.get("VM_MAILBOX")) + urgent,
                escape(name),
                escape(number.equals(name) ? "" : number),
                escape(values.get("VM_DUR")),
                escape(values.get("VM_DATE")),
                escape(note),
                button(Optional.ofNullable(values.get("VM_LINK"))),
                escape(body.strip()).replace("\n", "<br>\n"));
    }

    /** Only addresses of the web become links. */
    private static String button(Optional<String> link) {
        return link.filter(address -> address.matches("https?://[^\\s\"'<>]+"))
                .map(address -> String.format(Locale.ROOT, BUTTON, escape(address)))
                .orElse("");
    }

    static String escape(@Nullable String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : (text == null ? "" : text).toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
