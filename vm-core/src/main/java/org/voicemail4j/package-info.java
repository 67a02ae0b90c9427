/** The root of every voicemail4j exception and the marker of API that may still change. */
@NullMarked
package org.voicemail4j;

import org.jspecify.annotations.NullMarked;
