/** Lines to a message desk: a serial line, or TCP to a terminal server. */
@NullMarked
package org.voicemail4j.smdi.port;

import org.jspecify.annotations.NullMarked;
