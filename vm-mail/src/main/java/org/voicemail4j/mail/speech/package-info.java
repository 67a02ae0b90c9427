/** Outside programs that take sound: what was said in messages is written down, and files are made for mails. */
@NullMarked
package org.voicemail4j.mail.speech;

import org.jspecify.annotations.NullMarked;
