package dev.hikyaku.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs of this machine, and Debian's packages for those that it does not have. */
public record Tools(Path installer, Path logs) {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");
    private static final int INSTALL_SECONDS = 300;

    /** A program, installed when it is not there and this is allowed to. */
    Path require(String program, String debianPackage) throws MissingException {
        Optional<Path> found = find(program);
        if (found.isEmpty() && install(debianPackage)) {
            found = find(program);
        }
        return found.orElseThrow(() -> missing(program, debianPackage));
    }

    /** In the path, or in a place where Debian keeps programs that are not in it. */
    static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/lib/rabbitmq/bin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    boolean install(String debianPackage) {
        return root()
                && find("apt-get").isPresent()
                && succeeds(List.of(installer.toString(), debianPackage), INSTALL_SECONDS);
    }

    MissingException missing(String program, String debianPackage) {
        return new MissingException(
                program
                        + " is missing"
                        + (root() ? " and could not be installed" : "")
                        + ": apt-get install --no-install-recommends "
                        + debianPackage);
    }

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    boolean succeeds(List<String> command, int seconds) {
        return output(command, seconds).isPresent();
    }

    /** The version that a program tells about itself. */
    String version(String... command) throws MissingException {
        String output =
                output(List.of(command), 60)
                        .orElseThrow(() ->
                                new MissingException(
                                        String.join(" ", command) + " fails; see " + log()));
        Matcher version = VERSION.matcher(output);
        return version.find() ? version.group() : output.strip();
    }

    /** Standard output, or nothing when the program fails. */
    private Optional<String> output(List<String> command, int seconds) {
        try {
            Files.createDirectories(logs);
            Path out = Files.createTempFile(logs, "tool", ".out");
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                            .redirectOutput(out.toFile())
                            .start();
            boolean inTime = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly();
            String text = Files.readString(out);
            Files.delete(out);
            return inTime && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Path log() {
        return logs.resolve("tools.log");
    }
}
