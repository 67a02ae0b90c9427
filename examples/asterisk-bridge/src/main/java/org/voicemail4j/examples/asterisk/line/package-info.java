/** Connections that are not trusted, and lines of text from them. */
@NullMarked
package org.voicemail4j.examples.asterisk.line;

import org.jspecify.annotations.NullMarked;
