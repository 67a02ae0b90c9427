/** A call at the terminal: what would be heard is written, keys are typed. The dialogues are those of real calls. */
@NullMarked
package org.voicemail4j.examples.server.simulate;

import org.jspecify.annotations.NullMarked;
