/** A load generator: places many calls with SIP and RTP of its own, and judges what became of them. Uses the JDK alone. */
@NullMarked
package org.voicemail4j.examples.server.bench;

import org.jspecify.annotations.NullMarked;
