package dev.quire.reports.publish;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A browser without a window, which shows a page and hands back what the page then holds. */
final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser");

    /** A bound for a browser that does not end, far above the seconds it takes. Unit: seconds. */
    private static final long LIMIT_SECONDS = 120;

    /** How long the page's own clock runs; the browser skips what the page spends waiting. */
    private static final String PAGE_MILLIS = "20000";

    private final Path executable;

    private Chromium(Path executable) {
        this.executable = executable;
    }

    /** The one on the search path, if any. */
    static Optional<Chromium> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Chromium::new);
    }

    /**
     * The elements of the page after its scripts ran, as HTML.
     *
     * @param workspace an existing folder; the browser's profile stays there
     */
    String dump(Path page, String fragment, Path workspace)
            throws IOException, InterruptedException {
        Path html = workspace.resolve("dom.html");
        Path log = workspace.resolve("chromium.log");
        Path profile = Files.createTempDirectory(workspace, "profile");
        List<String> command =
                List.of(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=" + PAGE_MILLIS,
                        "--dump-dom",
                        page.toUri() + "#" + fragment);
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(html.toFile())
                        .redirectError(log.toFile())
                        .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("chromium must end: log=\n" + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    "chromium must show the page: status="
                            + process.exitValue()
                            + " log=\n"
                            + Files.readString(log));
        }
        return Files.readString(html);
    }
}
