/** Sound in files. */
@NullMarked
package org.voicemail4j.media.file;

import org.jspecify.annotations.NullMarked;
