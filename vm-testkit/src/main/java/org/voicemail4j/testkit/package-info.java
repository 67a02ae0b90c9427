/** Contracts for the ports of the library, and fakes with behaviour. */
@NullMarked
package org.voicemail4j.testkit;

import org.jspecify.annotations.NullMarked;
