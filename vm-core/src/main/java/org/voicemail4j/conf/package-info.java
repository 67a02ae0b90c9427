/** Reads voicemail.conf, Asterisk's syntax and options, into typed settings; file and line stand in every complaint. */
@NullMarked
package org.voicemail4j.conf;

import org.jspecify.annotations.NullMarked;
