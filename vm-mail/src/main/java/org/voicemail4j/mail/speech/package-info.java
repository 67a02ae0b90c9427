/** What was said in messages, written down by an outside program. */
@NullMarked
package org.voicemail4j.mail.speech;

import org.jspecify.annotations.NullMarked;
