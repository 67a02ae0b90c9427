/** Media sessions over RTP. */
@NullMarked
package org.voicemail4j.media.rtp;

import org.jspecify.annotations.NullMarked;
