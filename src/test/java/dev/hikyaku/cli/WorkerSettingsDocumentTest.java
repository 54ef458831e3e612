package dev.hikyaku.cli;

import dev.hikyaku.Document;
import dev.hikyaku.delivery.settings.Setting;
import dev.hikyaku.delivery.settings.WorkerKeys;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of settings is what the program declares. */
class WorkerSettingsDocumentTest {
    private static final String MUST_BE = "must be ";

    @Test
    void theTableOfSettingsIsTheDeclarations() {
        String rows =
                WorkerKeys.ALL.stream()
                        .map(WorkerSettingsDocumentTest::row)
                        .collect(Collectors.joining("\n"));
        new Document(Path.of("docs", "CONFIGURATION.md"), "worker settings")
                .assertIs("| option | key | default | allowed | |\n|---|---|---|---|---|\n" + rows);
    }

    private static String row(Setting<?> setting) {
        String fallback = setting.fallbackText();
        String allowed = setting.allowed();
        return "| `"
                + setting.option()
                + "` | `"
                + setting.key()
                + "` | "
                + (fallback.isEmpty() ? "none" : "`" + fallback + "`")
                + " | "
                + (allowed.startsWith(MUST_BE) ? allowed.substring(MUST_BE.length()) : allowed)
                + " | "
                + setting.what()
                + " |";
    }
}
