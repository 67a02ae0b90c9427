/** Who it is kept for: mailboxes, their owners, policies, greetings and PINs. */
@NullMarked
package org.voicemail4j.mailbox;

import org.jspecify.annotations.NullMarked;
