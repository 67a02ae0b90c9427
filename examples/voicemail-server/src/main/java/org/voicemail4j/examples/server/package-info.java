/** A voicemail server on the command line. */
@NullMarked
package org.voicemail4j.examples.server;

import org.jspecify.annotations.NullMarked;
