/** Threads and time for the packages beside this one; of no use to callers. */
@NullMarked
package org.voicemail4j.mail.run;

import org.jspecify.annotations.NullMarked;
