package io.devopslab.cli.console;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class LabVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"lab " + number(), "Java " + Runtime.version()};
    }

    /** For example {@code 0.1.0}; {@code development} outside of a jar. */
    public static String number() {
        String version = LabVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
