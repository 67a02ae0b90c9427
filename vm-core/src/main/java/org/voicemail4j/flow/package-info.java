/** What callers and owners go through during a call. Not API: used by the service alone. */
@NullMarked
package org.voicemail4j.flow;

import org.jspecify.annotations.NullMarked;
