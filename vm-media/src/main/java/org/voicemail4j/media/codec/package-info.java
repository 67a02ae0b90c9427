/** How sound is coded: codecs, the registry of them, and sound read and written as samples. */
@NullMarked
package org.voicemail4j.media.codec;

import org.jspecify.annotations.NullMarked;
