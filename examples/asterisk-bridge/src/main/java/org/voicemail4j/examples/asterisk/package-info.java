/** A program that is the voicemail of an existing Asterisk. */
@NullMarked
package org.voicemail4j.examples.asterisk;

import org.jspecify.annotations.NullMarked;
