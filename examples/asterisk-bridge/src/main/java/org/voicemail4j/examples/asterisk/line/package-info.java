/** Lines of text from a connection that is not trusted. */
@NullMarked
package org.voicemail4j.examples.asterisk.line;

import org.jspecify.annotations.NullMarked;
