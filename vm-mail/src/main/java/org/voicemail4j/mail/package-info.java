/** Tells owners of their messages: by e-mail with the recording, by a web hook, by a command, all from an outbox. */
@NullMarked
package org.voicemail4j.mail;

import org.jspecify.annotations.NullMarked;
