package org.voicemail4j.audio;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a recording is written to a file: an encoding in a container, under the name by which Asterisk's {@code format}
 * option knows it.
 */
public enum AudioFormat {
    /** RIFF WAVE with 16 bit linear PCM, 8 kHz; file extension {@code wav}. */
    WAV("wav", "wav", AudioEncoding.LINEAR_8K, AudioContainer.RIFF),
    /** RIFF WAVE with 16 bit linear PCM, 16 kHz; file extension {@code wav16}. */
    WAV16("wav16", "wav16", AudioEncoding.LINEAR_16K, AudioContainer.RIFF),
    /** RIFF WAVE with Microsoft GSM 6.10; file extension {@code WAV}. */
    WAV49("wav49", "WAV", AudioEncoding.MICROSOFT_GSM, AudioContainer.RIFF),
    /** Bare GSM 06.10 frames; file extension {@code gsm}. */
    GSM("gsm", "gsm", AudioEncoding.GSM, AudioContainer.RAW),
    /** Bare G.711 µ-law; file extension {@code ulaw}. */
    ULAW("ulaw", "ulaw", AudioEncoding.ULAW, AudioContainer.RAW),
    /** Bare G.711 A-law; file extension {@code alaw}. */
    ALAW("alaw", "alaw", AudioEncoding.ALAW, AudioContainer.RAW),
    /** Bare 16 bit linear PCM, 8 kHz, little endian; file extension {@code sln}. */
    SLN("sln", "sln", AudioEncoding.LINEAR_8K, AudioContainer.RAW),
    /** Bare 16 bit linear PCM, 16 kHz, little endian; file extension {@code sln16}. */
    SLN16("sln16", "sln16", AudioEncoding.LINEAR_16K, AudioContainer.RAW),
    /** Bare G.722; file extension {@code g722}. */
    G722("g722", "g722", AudioEncoding.G722, AudioContainer.RAW);

    private static final List<AudioFormat> ALL = List.of(values());

    private final String formatName;
    private final String extension;
    private final AudioEncoding encoding;
    private final AudioContainer container;

    AudioFormat(String formatName, String extension, AudioEncoding encoding, AudioContainer container) {
        this.formatName = formatName;
        this.extension = extension;
        this.encoding = encoding;
        this.container = container;
    }

    /** The name in voicemail.conf's {@code format} option, such as {@code wav49}. */
    public String formatName() {
        return formatName;
    }

    /** The file extension without dot; case matters: {@code wav} and {@code WAV} are two formats. */
    public String extension() {
        return extension;
    }

    /** How the sound is coded. */
    public AudioEncoding encoding() {
        return encoding;
    }

    /** What is around the coded sound. */
    public AudioContainer container() {
        return container;
    }

    /** The format with that {@linkplain #formatName name}, in any case. */
    public static Optional<AudioFormat> named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return ALL.stream().filter(format -> format.formatName.equals(wanted)).findFirst();
    }

    /**
     * The format of files with that extension, as Asterisk reads them (its aliases {@code ul}, {@code mu}, {@code pcm},
     * {@code al}, {@code alw}, {@code raw} and {@code wav49} included). {@code WAV} is wav49; otherwise case does not
     * matter.
     */
    public static Optional<AudioFormat> ofExtension(String extension) {
        if (extension.equals("WAV")) {
            return Optional.of(WAV49);
        }
        return switch (extension.toLowerCase(Locale.ROOT)) {
            case "wav" -> Optional.of(WAV);
            case "wav16" -> Optional.of(WAV16);
            case "wav49" -> Optional.of(WAV49);
            case "gsm" -> Optional.of(GSM);
            case "ulaw", "ul", "mu", "pcm" -> Optional.of(ULAW);
            case "alaw", "al", "alw" -> Optional.of(ALAW);
            case "sln", "raw" -> Optional.of(SLN);
            case "sln16" -> Optional.of(SLN16);
            case "g722" -> Optional.of(G722);
            default -> Optional.empty();
        };
    }
}
