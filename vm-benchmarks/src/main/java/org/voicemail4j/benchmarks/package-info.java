/** What the codecs cost, beside others of their kind. */
@NullMarked
package org.voicemail4j.benchmarks;

import org.jspecify.annotations.NullMarked;
