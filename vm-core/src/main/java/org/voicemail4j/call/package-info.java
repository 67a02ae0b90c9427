/** The call itself as the flows see it: who rings whom and why, and how it ends. */
@NullMarked
package org.voicemail4j.call;

import org.jspecify.annotations.NullMarked;
