/** Messages kept in an IMAP server, in the way of Asterisk's IMAP voicemail, so that the owner's mail program shows them. */
@NullMarked
package org.voicemail4j.mail.imap;

import org.jspecify.annotations.NullMarked;
