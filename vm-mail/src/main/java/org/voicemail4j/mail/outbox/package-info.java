/** Sends what an outbox holds, again and again until it is sent or dead. */
@NullMarked
package org.voicemail4j.mail.outbox;

import org.jspecify.annotations.NullMarked;
