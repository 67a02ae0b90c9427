/** The phrases that callers hear, by name and language. */
@NullMarked
package org.voicemail4j.media.prompt;

import org.jspecify.annotations.NullMarked;
