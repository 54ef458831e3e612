package dev.hikyaku.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What {@code scripts/python} found.
 *
 * @param path of a Python that has the module; empty if there is none
 * @param complaint what was said about it
 */
public record Python(int exitCode, String path, String complaint) {
    private static final int NONE = 3;

    static Python find(String module) {
        try {
            Process process = new ProcessBuilder("scripts/python", module).start();
            try (var out = process.inputReader(StandardCharsets.UTF_8);
                    var err = process.errorReader(StandardCharsets.UTF_8)) {
                String complaint = err.readAllAsString();
                String path = out.readAllAsString().strip();
                return new Python(process.waitFor(), path, complaint.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The path.
     *
     * @throws IllegalStateException with the complaint, if there is none
     */
    String needed() {
        if (path.isEmpty()) {
            throw new IllegalStateException(complaint);
        }
        return path;
    }

    /** Leaves tests out on a machine without Python; not where boto3 could not be installed. */
    public static final class Needed implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (context.getTestMethod().isPresent()) {
                return ConditionEvaluationResult.enabled("the class was");
            }
            Python python = find("boto3");
            if (python.exitCode != NONE) {
                return ConditionEvaluationResult.enabled(python.path);
            }
            System.out.println(context.getDisplayName() + " is skipped: " + python.complaint);
            return ConditionEvaluationResult.disabled(python.complaint);
        }
    }
}
