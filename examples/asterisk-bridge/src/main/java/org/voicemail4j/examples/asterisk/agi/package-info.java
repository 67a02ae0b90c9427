/** Voicemail as an application of an Asterisk, by FastAGI. */
@NullMarked
package org.voicemail4j.examples.asterisk.agi;

import org.jspecify.annotations.NullMarked;
