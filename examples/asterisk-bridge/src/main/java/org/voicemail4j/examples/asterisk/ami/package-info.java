/** Asterisk's manager protocol, both ways: lamps of an Asterisk, and voicemail actions of its programs. */
@NullMarked
package org.voicemail4j.examples.asterisk.ami;

import org.jspecify.annotations.NullMarked;
