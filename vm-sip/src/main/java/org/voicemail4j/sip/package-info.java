/** Calls and message waiting over SIP. */
@NullMarked
package org.voicemail4j.sip;

import org.jspecify.annotations.NullMarked;
