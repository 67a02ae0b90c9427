package org.voicemail4j.examples.asterisk.agi;

import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose;

/** Tells the dialplan how an application ended, by the variables that Asterisk's own applications set. */
enum ResultVariables {
    /** {@code VMSTATUS}, as VoiceMail sets it, and the id of the message in {@code VM_MESSAGE_ID}. */
    DEPOSIT {
        @Override
        void begin(AgiChannel channel) {
            channel.tell(AgiCommand.setVariable("VMSTATUS", "FAILED"));
            channel.tell(AgiCommand.setVariable("VM_MESSAGE_ID", ""));
        }

        @Override
        void tell(AgiChannel channel, CallOutcome outcome) {
            if (outcome instanceof CallOutcome.Deposited deposited) {
                channel.tell(AgiCommand.setVariable(
                        "VM_MESSAGE_ID", deposited.message().id().toString()));
            }
            String failedOrExited = outcome instanceof CallOutcome.Transferred ? "USEREXIT" : "FAILED";
            channel.tell(AgiCommand.setVariable(
                    "VMSTATUS", outcome instanceof CallOutcome.Deposited ? "SUCCESS" : failedOrExited));
        }
    },
    /** Nothing, as VoiceMailMain does; who could not log in is hung up on. */
    RETRIEVAL {
        @Override
        void begin(AgiChannel channel) {
            // it has no variable
        }

        @Override
        void tell(AgiChannel channel, CallOutcome outcome) {
            if (outcome instanceof CallOutcome.LoginFailed) {
                channel.tell(new AgiCommand("HANGUP"));
            }
        }
    },
    /** {@code DIRECTORY_RESULT} and, if somebody was found, {@code DIRECTORY_EXTEN}, as Directory sets them. */
    NAME_SEARCH {
        @Override
        void begin(AgiChannel channel) {
            channel.tell(AgiCommand.setVariable("DIRECTORY_RESULT", "FAILED"));
        }

        @Override
        void tell(AgiChannel channel, CallOutcome outcome) {
            String result = "FAILED";
            if (outcome instanceof CallOutcome.Transferred transferred) {
                result = byTarget(transferred.target());
            } else if (outcome instanceof CallOutcome.NameSearched searched) {
                if (searched.found().isPresent()) {
                    result = "SELECTED";
                    channel.tell(AgiCommand.setVariable(
                            "DIRECTORY_EXTEN", searched.found().get().number()));
                } else {
                    result = channel.isGone() ? "HANGUP" : "TIMEOUT";
                }
            }
            channel.tell(AgiCommand.setVariable("DIRECTORY_RESULT", result));
        }

        private static String byTarget(String target) {
            return switch (target.split("@", 2)[0]) {
                case "o" -> "OPERATOR";
                case "a" -> "ASSISTANT";
                default -> "SELECTED";
            };
        }
    };

    /** Nothing is left of an earlier call on that channel, however this one ends. */
    abstract void begin(AgiChannel channel);

    abstract void tell(AgiChannel channel, CallOutcome outcome);

    static ResultVariables of(CallPurpose purpose) {
        if (purpose instanceof CallPurpose.Retrieval) {
            return RETRIEVAL;
        }
        return purpose instanceof CallPurpose.NameSearch ? NAME_SEARCH : DEPOSIT;
    }
}
