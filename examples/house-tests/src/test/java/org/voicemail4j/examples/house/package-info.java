/** The rules of the architecture, as tests. */
@NullMarked
package org.voicemail4j.examples.house;

import org.jspecify.annotations.NullMarked;
