/** The smallest voicemail program. */
@NullMarked
package org.voicemail4j.examples.hello;

import org.jspecify.annotations.NullMarked;
