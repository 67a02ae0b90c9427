/** No fault: an adapter's package, with its comment and null rule. */
@NullMarked
package org.voicemail4j.examples.house.planted.media;

import org.jspecify.annotations.NullMarked;
