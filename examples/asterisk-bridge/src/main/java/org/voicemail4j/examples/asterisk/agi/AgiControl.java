package org.voicemail4j.examples.asterisk.agi;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.OutgoingCall;

/**
 * Sends a call on by letting its dialplan go on elsewhere: at the first priority of an extension, {@code o} or {@code
 * 100@sales}, in the context that the target names, or the exit context, or where the call is. An extension that is not in
 * the dialplan is nowhere to go to.
 */
final class AgiControl implements CallControl {

    private static final Logger LOG = LoggerFactory.getLogger(AgiControl.class);
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9*#+._-]{1,79}");
    private static final Pattern CONTEXT = Pattern.compile("[A-Za-z0-9._+-]{1,79}");

    private final AgiChannel channel;
    private final String exitContext;

    /**
     * @param exitContext where targets without a context are
     */
    AgiControl(AgiChannel channel, String exitContext) {
        this.channel = channel;
        this.exitContext = exitContext;
    }

    @Override
    public boolean transfer(String target) {
        int at = target.indexOf('@');
        return at < 0 ? go(target, exitContext) : go(target.substring(0, at), target.substring(at + 1));
    }

    /** The plan is a context of the dialplan; without one, nobody may dial out. */
    @Override
    public boolean connect(OutgoingCall call) {
        return !call.plan().isEmpty() && go(call.number(), call.plan());
    }

    private boolean go(String extension, String context) {
        if (!EXTENSION.matcher(extension).matches() || !CONTEXT.matcher(context).matches()) {
            LOG.warn("{}: not an extension in a context: '{}' in '{}'", channel.name(), extension, context);
            return false;
        }
        if (!exists(extension, context)) {
            LOG.info("{}: there is no extension {} in {}", channel.name(), extension, context);
            return false;
        }
        return channel.ask(AgiCommand.of("SET CONTEXT", context)).isDone()
                && channel.ask(AgiCommand.of("SET EXTENSION", extension)).isDone()
                && channel.ask(AgiCommand.of("SET PRIORITY", 1)).isDone();
    }

    private boolean exists(String extension, String context) {
        AgiReply reply = channel.ask(
                AgiCommand.of("GET FULL VARIABLE", "${DIALPLAN_EXISTS(" + context + ',' + extension + ",1)}"));
        return reply.isDone() && reply.note().equals("1");
    }
}
