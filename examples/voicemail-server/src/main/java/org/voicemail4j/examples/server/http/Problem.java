package org.voicemail4j.examples.server.http;

/** Why a request is not done: told to whoever asked, so it says nothing that is not theirs to know. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A refusal.
     *
     * @param status such as 404
     * @param detail what is wrong, one sentence
     */
    public Problem(int status, String detail) {
        super(detail);
        this.status = status;
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
