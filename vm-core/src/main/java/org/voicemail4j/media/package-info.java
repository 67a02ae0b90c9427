/** How a call is heard and recorded: the {@code MediaSession} SPI, prompts and digits. */
@NullMarked
package org.voicemail4j.media;

import org.jspecify.annotations.NullMarked;
