/** What an embedder starts: the voicemail service, its settings and its events. */
@NullMarked
package org.voicemail4j.service;

import org.jspecify.annotations.NullMarked;
