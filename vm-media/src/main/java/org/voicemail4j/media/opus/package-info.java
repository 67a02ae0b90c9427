/** Opus in RTP and in Ogg files, by the library Concentus, which whoever uses it adds to their dependencies. */
@NullMarked
package org.voicemail4j.media.opus;

import org.jspecify.annotations.NullMarked;
