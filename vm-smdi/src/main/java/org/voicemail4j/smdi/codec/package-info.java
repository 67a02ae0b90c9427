/** The messages of an SMDI link as octets and as values (GR-283-CORE), and how they are found in what comes in. */
@NullMarked
package org.voicemail4j.smdi.codec;

import org.jspecify.annotations.NullMarked;
