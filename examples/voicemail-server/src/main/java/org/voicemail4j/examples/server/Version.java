package org.voicemail4j.examples.server;

import picocli.CommandLine.IVersionProvider;

/** Tells the version that the jar's manifest carries. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"voicemail4j " + current()};
    }

    /** The version alone. */
    static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
