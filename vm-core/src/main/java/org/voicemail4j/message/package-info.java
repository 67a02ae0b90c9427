/** What is kept: messages, their envelopes, folders and counts. */
@NullMarked
package org.voicemail4j.message;

import org.jspecify.annotations.NullMarked;
