package org.voicemail4j.mail.imap;

import java.util.Objects;
import java.util.Optional;

/**
 * Where the messages of one mailbox lie: a user's account on an IMAP server and the folders in it. Several mailboxes may
 * share an account. Immutable; the password is never printed.
 */
public final class ImapAccount {

    private static final int LONGEST = 255;

    private final ImapServer server;
    private final String user;
    private final String password;
    private final Optional<String> authUser;
    private final String inbox;
    private final Optional<String> parent;
    private final Optional<String> greetings;
    private final Optional<String> shareId;

    private ImapAccount(Builder builder) {
        this.server = builder.server;
        this.user = builder.user;
        this.password = builder.password;
        this.authUser = builder.authUser;
        this.inbox = builder.inbox;
        this.parent = builder.parent;
        this.greetings = builder.greetings;
        this.shareId = builder.shareId;
    }

    /**
     * Starts an account.
     *
     * @param user whose folders are used ({@code imapuser})
     * @param password his ({@code imappassword}), or that of {@link Builder#authUser}
     */
    public static Builder of(ImapServer server, String user, String password) {
        return new Builder(server, user, password);
    }

    ImapServer server() {
        return server;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    Optional<String> authUser() {
        return authUser;
    }

    /** The folder of new and heard messages, as it is written in the configuration. */
    String inbox() {
        return inbox;
    }

    Optional<String> parent() {
        return parent;
    }

    /** The folder of greetings; empty if they are not kept here. */
    Optional<String> greetings() {
        return greetings;
    }

    Optional<String> shareId() {
        return shareId;
    }

    /** What connections may be shared by. */
    Login login() {
        return new Login(server, user, password, authUser);
    }

    @Override
    public String toString() {
        return user + " on " + server;
    }

    /** Who logs in where; two accounts with the same login can use the same connections. */
    record Login(ImapServer server, String user, String password, Optional<String> authUser) {
        @Override
        public String toString() {
            return user + " on " + server;
        }
    }

    /** Collects what there is to say of an {@link ImapAccount}. */
    public static final class Builder {

        private final ImapServer server;
        private final String user;
        private final String password;
        private Optional<String> authUser = Optional.empty();
        private String inbox = "INBOX";
        private Optional<String> parent = Optional.empty();
        private Optional<String> greetings = Optional.of("INBOX");
        private Optional<String> shareId = Optional.empty();

        private Builder(ImapServer server, String user, String password) {
            this.server = Objects.requireNonNull(server, "server");
            this.user = line(user, "user");
            this.password = Objects.requireNonNull(password, "password");
            if (password.length() > 1024 || password.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("not a password for " + user);
            }
        }

        private static String line(String text, String what) {
            if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
                throw new IllegalArgumentException("not a " + what + ": '" + text + "'");
            }
            return text;
        }

        /** Logs in as somebody else who may act for the user ({@code authuser}); the password is then his. */
        public Builder authUser(String authUser) {
            this.authUser = Optional.of(line(authUser, "authuser"));
            return this;
        }

        /** Sets the folder of new and heard messages ({@code imapfolder}); INBOX if nothing is said. */
        public Builder inbox(String folder) {
            this.inbox = line(folder, "folder");
            return this;
        }

        /** Sets below which folder the others lie ({@code imapparentfolder}); at the top if nothing is said. */
        public Builder parent(String folder) {
            this.parent = Optional.of(line(folder, "folder"));
            return this;
        }

        /** Sets the folder of greetings ({@code greetingfolder}); INBOX if nothing is said. */
        public Builder greetings(String folder) {
            this.greetings = Optional.of(line(folder, "folder"));
            return this;
        }

        /** Keeps greetings elsewhere ({@code imapgreetings=no}): {@link ImapMessageStoreBuilder#greetings}. */
        public Builder greetingsElsewhere() {
            this.greetings = Optional.empty();
            return this;
        }

        /**
         * Sets the name under which several mailboxes share their messages ({@code imapvmshareid}); the mailbox's number if
         * nothing is said.
         *
         * @param shareId 1 to 64 characters of {@code A-Z a-z 0-9 . _ + -}
         */
        public Builder shareId(String shareId) {
            if (!shareId.matches("[A-Za-z0-9._+-]{1,64}")) {
                throw new IllegalArgumentException("not an imapvmshareid: '" + shareId + "'");
            }
            this.shareId = Optional.of(shareId);
            return this;
        }

        /**
         * The account.
         *
         * @throws IllegalArgumentException if the folder of new messages is also that of others, such as Work
         */
        public ImapAccount build() {
            if (FolderNames.collides(inbox, parent)) {
                throw new IllegalArgumentException("imapfolder of " + user + ": '" + inbox
                        + "' is where other voicemail lies; name another one, or an imapparentfolder");
            }
            return new ImapAccount(this);
        }
    }
}
