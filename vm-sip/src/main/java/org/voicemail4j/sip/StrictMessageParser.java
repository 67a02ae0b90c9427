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

    private final StringMsgParser parser = new StringMsgParser();
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
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            rejections.add(Rejection.UNPARSEABLE);
            ParseException clean = new ParseException("Malformed Message", 0);
            clean.initCause(e);
            throw clean;
        }
    }
}
