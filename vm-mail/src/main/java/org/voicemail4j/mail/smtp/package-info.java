/** The ways a finished mail leaves: SMTP, or a program like sendmail. */
@NullMarked
package org.voicemail4j.mail.smtp;

import org.jspecify.annotations.NullMarked;
