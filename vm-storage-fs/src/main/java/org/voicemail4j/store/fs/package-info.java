/** Messages as files in the layout of Asterisk's voicemail spool, and the journal of recordings in progress. */
@NullMarked
package org.voicemail4j.store.fs;

import org.jspecify.annotations.NullMarked;
