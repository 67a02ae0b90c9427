package org.voicemail4j.examples.house.planted.media;

/** No fault. */
public class Player {}
