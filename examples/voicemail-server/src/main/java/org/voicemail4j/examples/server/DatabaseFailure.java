package org.voicemail4j.examples.server;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why a database cannot be opened, and what to do about it: never with the password that its address may hold. */
final class DatabaseFailure {

    private static final String MYSQL = "jdbc:mysql:";
    /** Of user and password, in SQL:2016 and in all three databases. */
    private static final String REFUSED_LOGIN = "28";

    private static final String MASK = "***";
    private static final Pattern SECRET = Pattern.compile("(?i)//[^/@:\\s]*:([^/\\s]*)@|(?:password|pwd)=([^&;\\s]*)");

    private DatabaseFailure() {}

    /** Nobody here can speak to such a database. */
    static UsageException withoutDriver(String option, String url, SQLException failure) {
        String remedy = url.startsWith(MYSQL)
                ? "there is no driver for jdbc:mysql: here, and MariaDB's serves MySQL too:"
                        + " write jdbc:mariadb: instead of jdbc:mysql:"
                : "no driver takes that address; jdbc:postgresql://HOST/NAME, jdbc:mariadb://HOST/NAME or jdbc:h2:file:FILE"
                        + " is expected";
        return new UsageException(option + ": " + harmless(url) + ": " + remedy, failure);
    }

    /** A connection failed. */
    static UnavailableException of(String option, String url, RuntimeException failure) {
        return new UnavailableException(option + ": " + harmless(url) + ": " + reason(url, failure), failure);
    }

    private static String reason(String url, RuntimeException failure) {
        if (find(failure, UnknownHostException.class).isPresent()) {
            return "there is no host of that name; correct it, or see why this machine cannot look it up";
        }
        if (find(failure, ConnectException.class).isPresent()) {
            return "nothing answers there; is the database running, and are host and port right?";
        }
        if (find(failure, SocketTimeoutException.class).isPresent()) {
            return "no answer in time; is the host right, and does a firewall let this machine reach it?";
        }
        if (find(failure, SQLException.class).filter(DatabaseFailure::isLogin).isPresent()) {
            return "the database does not let that user in: " + said(url, failure);
        }
        return said(url, failure);
    }

    private static boolean isLogin(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(REFUSED_LOGIN);
    }

    private static <E extends Throwable> Optional<E> find(Throwable failure, Class<E> kind) {
        return Stream.iterate(failure, one -> one != null, Throwable::getCause)
                .limit(20) // a chain may bite its tail
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** The pool's own words tell nobody anything; the driver's may repeat any piece of an address that it cannot read. */
    private static String said(String url, RuntimeException failure) {
        String said = Failures.oneLine(failure).replace("Failed to initialize pool: ", "");
        for (String secret : secrets(url)) {
            said = said.replace(secret, MASK);
        }
        return said;
    }

    private static List<String> secrets(String url) {
        return SECRET.matcher(url)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(secret -> !secret.isEmpty())
                .toList();
    }

    /** An address without what follows its name, such as user and password, and without a password before the host. */
    private static String harmless(String url) {
        return url.split("[?;]", 2)[0].replaceAll("//([^/@:\\s]*):[^/\\s]*@", "//$1:" + MASK + "@");
    }
}
