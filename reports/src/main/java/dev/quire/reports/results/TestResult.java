package dev.quire.reports.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What one run of one test left behind in a {@code *-result.json}.
 *
 * @param test tells one test from another, and is the same in every run of it
 * @param start when the run began, in milliseconds since 1970; 0 if the file does not say
 * @param message what a red or skipped test said first; empty for the others
 * @param attachments the files that the result and its steps refer to
 */
public record TestResult(
        String test,
        String name,
        long start,
        Status status,
        String message,
        List<Attachment> attachments) {

    static TestResult parse(Path file, JsonNode node) throws MalformedFile {
        JsonFields fields = new JsonFields(file, node);
        String uuid = fields.text("uuid");
        String name = fields.text("name");
        Status status = status(file, node.path("status"));
        long start = fields.millis("start");
        long stop = fields.millis("stop");
        if (start > stop) {
            throw new MalformedFile(
                    file, "must stop after its start: start=" + start + " stop=" + stop);
        }
        return new TestResult(
                node.path("historyId").asText(uuid),
                name,
                start,
                status,
                node.path("statusDetails").path("message").asText(""),
                fields.attachments());
    }

    private static Status status(Path file, JsonNode node) throws MalformedFile {
        if (node.isMissingNode() || node.isNull()) {
            return Status.UNKNOWN;
        }
        for (Status status : Status.values()) {
            if (status != Status.UNKNOWN && status.text().equals(lowerCase(node))) {
                return status;
            }
        }
        throw new MalformedFile(
                file, "status must be passed, failed, broken or skipped: status=" + node);
    }

    private static String lowerCase(JsonNode node) {
        return node.asText().toLowerCase(Locale.ROOT);
    }
}
