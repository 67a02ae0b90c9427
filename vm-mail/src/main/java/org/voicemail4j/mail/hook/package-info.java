/** What happens to mailboxes told to somebody's web server or programs, and programs asked about PINs. */
@NullMarked
package org.voicemail4j.mail.hook;

import org.jspecify.annotations.NullMarked;
