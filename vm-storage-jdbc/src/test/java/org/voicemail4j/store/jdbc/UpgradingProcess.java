package org.voicemail4j.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** A process that upgrades one database for each address it reads, and says which version it then has. */
final class UpgradingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private UpgradingProcess(Process process) {
        this.process = process;
        this.said = process.inputReader(UTF_8);
    }

    static UpgradingProcess start() throws IOException {
        return new UpgradingProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpgradingProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void upgrade(String url) throws IOException {
        process.getOutputStream().write((url + '\n').getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** What it says next. */
    String says() throws IOException {
        return String.valueOf(said.readLine());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader urls = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        say("READY");
        for (String url = urls.readLine(); url != null; url = urls.readLine()) {
            say(outcome(url));
        }
    }

    private static String outcome(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        config.setInitializationFailTimeout(60_000); // H2 lets nobody open a file that another process opens just now
        try (HikariDataSource source = new HikariDataSource(config)) {
            JdbcSchema.of(source).upgrade();
            return "version " + JdbcSchema.of(source).version();
        } catch (RuntimeException e) {
            return e.toString().replace('\n', ' ');
        }
    }

    @SuppressWarnings("SystemOut") // the pipe to the test
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
