package dev.quire.reports.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fields of one JSON object in a result or container file, each checked as it is taken. */
final class JsonFields {
    /** The places where Allure nests what a test did; attachments may hang at every one. */
    private static final List<String> NESTED = List.of("steps", "befores", "afters");

    private final Path file;
    private final JsonNode object;

    JsonFields(Path file, JsonNode object) throws MalformedFile {
        if (!object.isObject()) {
            throw new MalformedFile(file, "must be a JSON object: found " + object.getNodeType());
        }
        this.file = file;
        this.object = object;
    }

    /** A text that must be there. */
    String text(String field) throws MalformedFile {
        JsonNode node = object.path(field);
        if (!node.isTextual() || node.asText().isBlank()) {
            throw new MalformedFile(file, field + " must be a text: found " + shown(node));
        }
        return node.asText();
    }

    /** A point in time in milliseconds, 0 if the file does not say. */
    long millis(String field) throws MalformedFile {
        JsonNode node = object.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new MalformedFile(file, field + " must be milliseconds: found " + shown(node));
        }
        return node.asLong();
    }

    /** What the object and everything nested in it refer to, in the order of the file. */
    List<Attachment> attachments() throws MalformedFile {
        List<Attachment> found = new ArrayList<>();
        collect(object, found);
        return List.copyOf(found);
    }

    private void collect(JsonNode node, List<Attachment> found) throws MalformedFile {
        for (JsonNode attachment : node.path("attachments")) {
            String source = attachment.path("source").asText("");
            if (!isPlainFileName(source)) {
                throw new MalformedFile(
                        file,
                        "attachment source must be a plain file name: found "
                                + shown(attachment.path("source")));
            }
            found.add(new Attachment(attachment.path("name").asText(source), source));
        }
        for (String nested : NESTED) {
            for (JsonNode child : node.path(nested)) {
                collect(child, found);
            }
        }
    }

    /** Keeps a result from pulling a file of another folder into the report. */
    private static boolean isPlainFileName(String source) {
        return !source.isBlank()
                && !source.equals("..")
                && source.indexOf('/') < 0
                && source.indexOf('\\') < 0;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
