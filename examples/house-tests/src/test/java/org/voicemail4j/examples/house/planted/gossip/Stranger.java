package org.voicemail4j.examples.house.planted.gossip;

/** A fault: its package is none of the layers. */
public class Stranger {}
