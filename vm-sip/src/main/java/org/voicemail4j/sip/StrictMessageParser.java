package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * The stack's parser behind {@link MessageSanity}: a message with a fault is parsed all the same and carries it to the
 * {@link RequestGate}, which can answer; a message that cannot be parsed fails with words of ours, because the stack puts
 * them into its automatic 400.
 */
final class StrictMessageParser implements MessageParser {

    private final StringMsgParser parser = new EndingParser();
    private final HeaderNames names = new HeaderNames();
    private final Rejections rejections;
    private final Parsing parsing;

    /**
     * @param parsing of the connection that it is for
     */
    StrictMessageParser(Rejections rejections, Parsing parsing) {
        this.rejections = rejections;
        this.parsing = parsing;
    }

    @Override
    public @Nullable SIPMessage parseSIPMessage(
            byte[] octets, boolean readBody, boolean strict, ParseExceptionListener listener) throws ParseException {
        parsing.goesOn();
        names.tidy();
        SIPMessage message = parse(octets, readBody, strict, listener);
        if (message != null) {
            MessageSanity.check(octets).ifPresent(message::setApplicationData);
        }
        return message;
    }

    private @Nullable SIPMessage parse(byte[] octets, boolean readBody, boolean strict, ParseExceptionListener listener)
            throws ParseException {
        try {
            return parser.parseSIPMessage(octets, readBody, strict, listener);
        } catch (ParseException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            rejections.add(Rejection.UNPARSEABLE);
            ParseException clean = new ParseException("Malformed Message", 0);
            clean.initCause(e);
            throw clean;
        }
    }

    /**
     * Comes to an end with every message: the stack's reads on for ever behind the end of a Via whose comment has a backslash
     * last, and keeps all that it reads. Via has no comments any more (RFC 3261 §25.1).
     */
    private static final class EndingParser extends StringMsgParser {

        @Override
        protected void processHeader(
                String header, SIPMessage message, @Nullable ParseExceptionListener listener, byte[] octets)
                throws ParseException {
            String name = name(header);
            if (name.length() > HeaderNames.LONGEST) {
                throw new ParseException("the name of a header has " + name.length() + " characters", 0);
            }
            if (isVia(name) && header.indexOf('(') >= 0 && header.indexOf('\\') >= 0) {
                throw new ParseException("a comment in Via", 0);
            }
            super.processHeader(header, message, listener, octets);
        }

        private static String name(String header) {
            int colon = header.indexOf(':');
            return colon < 0 ? "" : header.substring(0, colon).strip();
        }

        private static boolean isVia(String name) {
            return name.equalsIgnoreCase("via") || name.equalsIgnoreCase("v");
        }
    }
}
