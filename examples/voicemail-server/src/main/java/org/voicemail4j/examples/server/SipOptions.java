package org.voicemail4j.examples.server;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.sip.ProxyConfig;
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

    @Option(
            names = "--directory",
            paramLabel = "NUMBER[=OPTIONS]",
            description =
                    "A number at which callers look for somebody by name and are connected by REFER, such as *411 "
                            + "or *412=f(2)em with the options of Asterisk's Directory. None unless given.")
    private List<String> directories = List.of();

    @Option(
            names = "--directory-operator",
            paramLabel = "NUMBER",
            description = "Whom 0 leads to in the directory; nobody unless given.")
    private @Nullable String operator;

    @Option(
            names = "--directory-intro",
            paramLabel = "PROMPT",
            description = "The prompt that asks for a name instead of the usual ones.")
    private @Nullable String intro;

    @Option(
            names = "--proxy",
            paramLabel = "sip:HOST:PORT",
            description =
                    "Where NOTIFYs about waiting messages are sent: as NUMBER@HOST, without any registration. None are "
                            + "sent unless given. A domain is looked up (NAPTR, SRV). Can be given several times: the first that "
                            + "answers is used.")
    private List<String> proxies = List.of();

    @Option(
            names = "--proxy-ping",
            paramLabel = "SECONDS",
            description =
                    "How often proxies are asked by OPTIONS whether they are there; ${DEFAULT-VALUE} unless given, 0 for "
                            + "never.")
    private int ping = 10;

    @Option(
            names = "--lamp",
            paramLabel = "URI",
            description = "Where NOTIFYs are sent for mailboxes whose voicemail.conf has no lamp=, such as "
                    + "sip:{number}@example.net; the mailbox's number at the first proxy unless given.")
    private Optional<String> lamp = Optional.empty();

    @Option(
            names = "--message-account",
            paramLabel = "URI",
            description = "What phones call to listen, as NOTIFYs tell them (Message-Account), such as "
                    + "sip:*97@example.net; {number} and {context} are the mailbox's. Nothing unless given.")
    private Optional<String> messageAccount = Optional.empty();

    @Option(
            names = "--transfer-target",
            paramLabel = "URI",
            description =
                    "Where callers are sent who leave for a number: the operator, somebody found by name; such as "
                            + "sip:{number}@example.net. The first proxy unless given; without one the domain that was called, "
                            + "or the peer.")
    private Optional<String> transferTarget = Optional.empty();

    @Option(
            names = "--notify-rate",
            paramLabel = "N",
            description = "How many NOTIFYs are sent in a second at most; ${DEFAULT-VALUE} unless given.")
    private int notifyRate = 200;

    @Option(
            names = "--media-budget",
            paramLabel = "UNITS",
            description =
                    "How much sound there may be at once: a call in G.711 counts 1, in any other codec 3. Calls beyond "
                            + "are refused with 503 and Retry-After. No limit but --max-calls unless given.")
    private Optional<Integer> mediaBudget = Optional.empty();

    @Option(
            names = "--deposit-options",
            paramLabel = "OPTIONS",
            description =
                    "How messages are taken, by the letters of Asterisk's VoiceMail: e lets callers hear the greeting "
                            + "before the call is answered (183), s leaves the instructions out, u and b choose the greeting, "
                            + "which otherwise is chosen by why the call came.")
    private String depositOptions = "";

    private Locale language = Locale.ENGLISH;

    /** Speaks to those who look for a name in that language. */
    SipOptions speaking(Locale spoken) {
        language = spoken;
        return this;
    }

    /** Those letters; but where a dialplan says no greeting by saying none, here the greeting is the one that suits the call. */
    static DepositOptions deposits(String letters) {
        DepositOptions said = DepositOptions.parse(letters);
        return said.opening() == DepositOptions.Opening.NONE
                ? said.toBuilder().opening(DepositOptions.Opening.BY_REASON).build()
                : said;
    }

    private DirectoryOptions directory(String options) {
        DirectoryOptions.Builder said =
                Settings.option("--directory", () -> DirectoryOptions.parse(options)).toBuilder();
        Settings.option("--directory-intro", () -> said.intro(Optional.ofNullable(intro)));
        Settings.option("--directory-operator", () -> said.operator(Optional.ofNullable(operator)));
        return said.language(language).build();
    }

    @Override
    public SipConfig.Builder apply(SipConfig.Builder sip) {
        Settings.atLeast(0, "--proxy-ping", ping);
        plans.forEach((name, uri) -> Settings.option("--plan", () -> sip.numberingPlan(name, uri)));
        for (String directory : directories) {
            int equals = directory.indexOf('=');
            String number = equals < 0 ? directory : directory.substring(0, equals);
            DirectoryOptions options = directory(equals < 0 ? "" : directory.substring(equals + 1));
            Settings.option("--directory", () -> sip.nameSearch(number, options));
        }
        if (!proxies.isEmpty()) {
            ProxyConfig.Builder more = ProxyConfig.builder();
            proxies.forEach(proxy -> Settings.option("--proxy", () -> more.proxy(proxy)));
            if (ping > 0) {
                more.keepAlive(Duration.ofSeconds(ping), Duration.ofSeconds(Math.min(ping, 4)));
            }
            sip.proxies(more.build());
        }
        lamp.ifPresent(uri -> sip.mwiTarget(UriPattern.sip("--lamp", uri)));
        transferTarget.ifPresent(uri -> Settings.option("--transfer-target", () -> sip.transferTarget(uri)));
        messageAccount.ifPresent(uri -> sip.messageAccount(UriPattern.any("--message-account", uri)));
        Settings.option("--notify-rate", () -> sip.notifyRate(notifyRate));
        sip.depositOptions(Settings.option("--deposit-options", () -> deposits(depositOptions)));
        mediaBudget.ifPresent(units -> Settings.option(
                "--media-budget", () -> sip.mediaBudget(units, encoding -> encoding.startsWith("PCM") ? 1 : 3)));
        return sip;
    }
}
