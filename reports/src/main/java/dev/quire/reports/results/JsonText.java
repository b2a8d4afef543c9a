package dev.quire.reports.results;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds exactly one JSON value: strict reading, with the place of an error. */
public final class JsonText {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private JsonText() {}

    /**
     * The value in the file.
     *
     * @throws MalformedFile when it is empty, truncated, or more than one value
     * @throws IOException when the file cannot be read at all
     */
    public static JsonNode read(Path file) throws IOException, MalformedFile {
        byte[] bytes = Files.readAllBytes(file);
        JsonNode value;
        try {
            value = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new MalformedFile(file, "must be one JSON value: " + place(e));
        }
        if (value.isMissingNode()) {
            throw new MalformedFile(file, "must be one JSON value: the file is empty");
        }
        return value;
    }

    private static String place(JsonProcessingException e) {
        String what = e.getOriginalMessage().lines().findFirst().orElse("no reason given");
        JsonLocation at = e.getLocation();
        if (at == null) {
            return what;
        }
        return "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + what;
    }
}
