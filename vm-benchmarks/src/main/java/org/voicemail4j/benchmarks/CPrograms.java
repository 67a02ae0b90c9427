package org.voicemail4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Builds the small C programs that serve as controls. */
final class CPrograms {

    private CPrograms() {}

    /**
     * Compiles one file into a folder.
     *
     * @throws IOException if there is no gcc, or it does not like the file
     */
    static Path compile(Path source, Path folder) throws IOException, InterruptedException {
        Path program = folder.resolve(source.getFileName().toString().replace(".c", ""));
        Process gcc = new ProcessBuilder(List.of("gcc", "-O2", "-o", program.toString(), source.toString()))
                .inheritIO()
                .start();
        if (gcc.waitFor() != 0) {
            throw new IOException("gcc failed on " + source);
        }
        return program;
    }
}
