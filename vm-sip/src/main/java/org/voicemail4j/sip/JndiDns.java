package org.voicemail4j.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/** The domain name system by the JDK's own client. */
final class JndiDns implements DnsLookup {

    private static final int MOST_RECORDS = 64;
    private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";

    /** Labels of letters, digits, hyphens and underscores (RFC 1035 §2.3.1, RFC 2782); or an address, with its colons. */
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)(?:[A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?|(?=[^:]*:)[0-9A-Fa-f:.%\\[\\]]{2,64}");

    private final String url;

    /**
     * @param url {@code dns:} for the name servers of this host, {@code dns://192.0.2.53} for another
     */
    JndiDns(String url) {
        this.url = url;
    }

    @Override
    public List<Naptr> naptr(String domain) {
        List<Naptr> found = new ArrayList<>();
        for (String record : records(domain, "NAPTR")) {
            naptrOf(record).ifPresent(found::add);
        }
        return found;
    }

    /** ORDER PREFERENCE FLAGS SERVICE REGEXP REPLACEMENT; one with an expression is for other uses than ours. */
    private static Optional<Naptr> naptrOf(String record) {
        String[] parts = record.strip().split("\\s+");
        try {
            return parts.length == 6 && unquoted(parts[4]).isEmpty()
                    ? Optional.of(new Naptr(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            unquoted(parts[2]).toLowerCase(Locale.ROOT),
                            unquoted(parts[3]).toUpperCase(Locale.ROOT),
                            withoutDot(parts[5])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public List<Srv> srv(String name) {
        List<Srv> found = new ArrayList<>();
        for (String record : records(name, "SRV")) {
            String[] parts = record.strip().split("\\s+");
            try {
                if (parts.length == 4) {
                    found.add(new Srv(
                            Integer.parseInt(parts[0]),
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            withoutDot(parts[3])));
                }
            } catch (IllegalArgumentException e) {
                continue; // a record that is none
            }
        }
        return found;
    }

    /** By the system's own way where it is the system's name servers that are asked, for the hosts file counts too. */
    @Override
    public List<InetAddress> addresses(String host) {
        if (!NAME.matcher(host).matches()) {
            return List.of();
        }
        try {
            if (url.equals("dns:")) {
                return List.of(InetAddress.getAllByName(host));
            }
            List<InetAddress> found = new ArrayList<>();
            for (String type : List.of("A", "AAAA")) {
                for (String address : records(host, type)) {
                    found.add(InetAddress.getByName(address));
                }
            }
            return found;
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    @SuppressWarnings("BanJNDI") // of the DNS provider alone, which makes texts and no objects
    private List<String> records(String name, String type) {
        if (!NAME.matcher(name).matches()) {
            return List.of();
        }
        Hashtable<String, String> settings = new Hashtable<>();
        settings.put("java.naming.factory.initial", FACTORY);
        settings.put("java.naming.provider.url", url);
        settings.put("com.sun.jndi.dns.timeout.initial", "1000");
        settings.put("com.sun.jndi.dns.timeout.retries", "2");
        InitialDirContext context = null;
        try {
            context = new InitialDirContext(settings);
            Attribute all = context.getAttributes(name, new String[] {type}).get(type);
            return all == null ? List.of() : texts(all.getAll());
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException e) {
            throw new SipTransportException("no name server says what " + type + " records there are of " + name, e);
        } finally {
            close(context);
        }
    }

    private static List<String> texts(NamingEnumeration<?> values) throws NamingException {
        List<String> texts = new ArrayList<>();
        while (values.hasMore() && texts.size() < MOST_RECORDS) {
            texts.add(String.valueOf(values.next()));
        }
        return texts;
    }

    private static void close(@Nullable InitialDirContext context) {
        try {
            if (context != null) {
                context.close();
            }
        } catch (NamingException e) {
            return; // it has been read
        }
    }
}
