/**
 * The message-desk link to an old PBX: who was called and why ({@code CallInfoResolver}), and lamps ({@code
 * MwiPublisher}), over an {@code SmdiPort}.
 */
@NullMarked
package org.voicemail4j.smdi.link;

import org.jspecify.annotations.NullMarked;
