/** Runs other programs: an argument list, never a shell. */
@NullMarked
package org.voicemail4j.mail.command;

import org.jspecify.annotations.NullMarked;
