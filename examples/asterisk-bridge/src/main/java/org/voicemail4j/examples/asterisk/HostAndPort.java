package org.voicemail4j.examples.asterisk;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 127.0.0.1:4573} or {@code [::1]:4573}. */
final class HostAndPort implements ITypeConverter<InetSocketAddress> {

    @Override
    public InetSocketAddress convert(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new TypeConversionException("'" + text + "' is not HOST:PORT");
        }
        InetSocketAddress address =
                new InetSocketAddress(text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1"), Integer.parseInt(port));
        if (address.isUnresolved()) {
            throw new TypeConversionException("no such host: " + address.getHostString());
        }
        return address;
    }
}
