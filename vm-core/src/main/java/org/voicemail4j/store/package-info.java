/** Where messages and greetings are kept: the {@code MessageStore} SPI and the life of a deposit. */
@NullMarked
package org.voicemail4j.store;

import org.jspecify.annotations.NullMarked;
