/** What is done to linear samples: change of their rate, measure and change of their loudness. */
@NullMarked
package org.voicemail4j.media.signal;

import org.jspecify.annotations.NullMarked;
