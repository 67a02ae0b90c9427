/** The serial line to an old PBX: bytes in and out. */
@NullMarked
package org.voicemail4j.smdi;

import org.jspecify.annotations.NullMarked;
