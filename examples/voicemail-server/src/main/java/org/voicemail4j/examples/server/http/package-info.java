/** Answers programs and operators over HTTP: routes, tokens, bounded requests, files that are sent as they are made. */
@NullMarked
package org.voicemail4j.examples.server.http;

import org.jspecify.annotations.NullMarked;
