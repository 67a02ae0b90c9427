/** Message waiting indication: the lamp, its counts, and who switches it. */
@NullMarked
package org.voicemail4j.mwi;

import org.jspecify.annotations.NullMarked;
