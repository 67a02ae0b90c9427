/** What the parts of a service count and measure, for whoever watches over it. */
@NullMarked
package org.voicemail4j.metric;

import org.jspecify.annotations.NullMarked;
