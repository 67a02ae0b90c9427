package org.voicemail4j.examples.server;

import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar's manifest carries. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = getClass().getPackage().getImplementationVersion();
        return new String[] {"voicemail4j " + (version == null ? "(unpackaged)" : version)};
    }
}
