package org.voicemail4j.examples.server;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.voicemail4j.sip.SipConfig;
import picocli.CommandLine.Option;

/** What the network around a server is told to be like, beside where it listens. */
final class SipOptions implements UnaryOperator<SipConfig.Builder> {

    @Option(
            names = "--plan",
            paramLabel = "NAME=URI",
            description = "A numbering plan in which owners may call back and dial out where voicemail.conf names it "
                    + "(callback, dialout), such as national=sip:{number}@192.0.2.1. None unless given.")
    private Map<String, String> plans = Map.of();

    @Override
    public SipConfig.Builder apply(SipConfig.Builder sip) {
        plans.forEach(sip::numberingPlan);
        return sip;
    }
}
