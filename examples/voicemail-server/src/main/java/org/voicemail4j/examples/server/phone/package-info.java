/**
 * A small scripted telephone, the other end of the demo's calls: its own SIP text, RTP, telephone-events and G.711. It
 * shares no code with the server it calls and uses nothing but the JDK, so that what it hears is evidence.
 */
@NullMarked
package org.voicemail4j.examples.server.phone;

import org.jspecify.annotations.NullMarked;
