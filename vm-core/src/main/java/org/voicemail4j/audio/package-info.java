/** Recorded sound as bytes: formats, container layouts, and the doors through which sound is read and written. */
@NullMarked
package org.voicemail4j.audio;

import org.jspecify.annotations.NullMarked;
