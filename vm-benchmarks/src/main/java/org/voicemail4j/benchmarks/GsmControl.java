package org.voicemail4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioEncoding;

/** libgsm in a process of its own, which codes all frames when it is told to. */
final class GsmControl implements AutoCloseable {

    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;

    private GsmControl(Process process) {
        this.process = process;
        to = new PrintWriter(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        from = process.inputReader(StandardCharsets.US_ASCII);
    }

    /**
     * Compiles and starts it.
     *
     * @param program the folder with {@code gsm_control.c}
     * @param library the folder with libgsm's sources, to be compiled with {@code -O3 -march=native}; or one that does not exist,
     *     for the system's own library
     * @throws IOException if it cannot be compiled
     */
    static GsmControl start(Path program, Path library, Material material) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gsm-control");
        Path source = program.resolve("gsm_control.c");
        Path control = Files.isDirectory(library)
                ? CPrograms.compile(source, folder, optimised(library))
                : CPrograms.compile(source, folder, List.of("-O3", "-lgsm"));
        ByteBuffer sound = ByteBuffer.allocate(2 * Material.SAMPLES).order(ByteOrder.nativeOrder());
        sound.asShortBuffer().put(material.sound());
        Path samples = Files.write(folder.resolve("sound"), sound.array());
        Path frames = Files.write(folder.resolve("frames"), material.coded(AudioEncoding.GSM));
        return new GsmControl(new ProcessBuilder(control.toString(), samples.toString(), frames.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The library as its makefile builds it, but for the optimisation: 16 bit multiplications saturate in the same way. */
    private static List<String> optimised(Path library) throws IOException {
        try (Stream<Path> sources = Files.list(library.resolve("src"))) {
            return Stream.concat(
                            Stream.of(
                                    "-O3",
                                    "-march=native",
                                    "-w",
                                    "-DNeedFunctionPrototypes=1",
                                    "-DSASR",
                                    "-DUSE_FLOAT_MUL",
                                    "-DWAV49",
                                    "-I" + library.resolve("inc")),
                            sources.map(Path::toString)
                                    .filter(name -> name.endsWith(".c") && !name.contains("toast"))
                                    .sorted())
                    .toList();
        }
    }

    /** CPU time for a frame, in nanoseconds. */
    double nanosPerFrame(String work) {
        try {
            to.println(work);
            String said = from.readLine();
            if (said == null) {
                throw new IOException("libgsm's process has ended");
            }
            return Double.parseDouble(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        to.close();
        process.onExit().join();
    }
}
