package org.voicemail4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        return compile(source, folder, List.of("-O2"));
    }

    /**
     * The same with options, and further files and libraries, of one's own.
     *
     * @throws IOException if there is no gcc, or it does not like the files
     */
    static Path compile(Path source, Path folder, List<String> more) throws IOException, InterruptedException {
        Path program = folder.resolve(source.getFileName().toString().replace(".c", ""));
        List<String> command = new ArrayList<>(List.of("gcc", "-o", program.toString(), source.toString()));
        command.addAll(more);
        Process gcc = new ProcessBuilder(command).inheritIO().start();
        if (gcc.waitFor() != 0) {
            throw new IOException("gcc failed on " + source);
        }
        return program;
    }
}
