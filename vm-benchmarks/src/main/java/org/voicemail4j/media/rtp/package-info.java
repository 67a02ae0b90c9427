/** The benchmarks of what is package-private in the media engine; on the class path it is the engine's own package. */
@NullMarked
package org.voicemail4j.media.rtp;

import org.jspecify.annotations.NullMarked;
