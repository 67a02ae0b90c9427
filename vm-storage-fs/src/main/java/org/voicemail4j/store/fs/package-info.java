/** Messages as files. */
@NullMarked
package org.voicemail4j.store.fs;

import org.jspecify.annotations.NullMarked;
