/** Mailboxes, messages and greetings for programs, over HTTP; docs/openapi.yaml describes it. */
@NullMarked
package org.voicemail4j.examples.server.api;

import org.jspecify.annotations.NullMarked;
