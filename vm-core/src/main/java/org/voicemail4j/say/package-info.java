/** How numbers, counts, dates and callers are spoken: prompts in the grammar of a language. */
@NullMarked
package org.voicemail4j.say;

import org.jspecify.annotations.NullMarked;
