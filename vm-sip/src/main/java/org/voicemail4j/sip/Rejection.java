package org.voicemail4j.sip;

/** Why a message or connection was turned away; each is counted. */
enum Rejection {
    /** It is not SIP, or has no beginning or end that could be read. */
    UNPARSEABLE,
    /** Octets that no header may have. */
    CONTROL_CHARACTER,
    /** A version of SIP other than 2.0. */
    WRONG_VERSION,
    /** A request line with other spaces than two. */
    REQUEST_LINE,
    /** From, To, Call-ID and the like twice. */
    HEADER_TWICE,
    /** More headers or Vias than anybody needs. */
    TOO_MANY_HEADERS,
    /** The blank line is missing. */
    ENDLESS_HEADERS,
    /** Via names another transport than the one it came by. */
    WRONG_TRANSPORT,
    /** A user part of the Request-URI that is longer than any name. */
    LONG_URI,
    /** More than {@link SipLimits} lets one source send. */
    RATE,
    /** More calls than there may be. */
    TOO_MANY_CALLS,
    /** A Request-URI of a scheme that is not called by SIP. */
    UNKNOWN_SCHEME,
    /** A method that is not taken here. */
    UNKNOWN_METHOD,
    /** A request within a call that is older than another one that was taken. */
    OUT_OF_ORDER,
    /** A request within a call that there is not. */
    NO_SUCH_CALL,
    /** One request that came by two ways. */
    MERGED,
    /** A challenge has to be answered first. */
    NO_CREDENTIALS,
    /** A challenge was answered too late, or was not one of ours. */
    STALE_NONCE,
    /** A proof that was used before. */
    REPLAYED_NONCE,
    /** A proof that proves nothing. */
    WRONG_CREDENTIALS,
    /** Too many failed attempts before. */
    TOO_MANY_FAILURES,
    /** More connections than there may be, of one source or of all. */
    TOO_MANY_CONNECTIONS,
    /** A connection whose peer does not read what we send. */
    STUCK_CONNECTION,
    /** A connection whose peer does not get done with its TLS handshake. */
    SLOW_HANDSHAKE
}
