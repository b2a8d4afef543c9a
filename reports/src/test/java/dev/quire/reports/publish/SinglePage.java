package dev.quire.reports.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files inside a single-file report: each is one {@code d('path','base64')} of a script. */
final class SinglePage {
    private static final Pattern EMBEDDED = Pattern.compile("d\\('([^']+)','([^']*)'\\)");
    private static final String TEST_CASES = "data/test-cases/";

    private final Map<String, String> files = new TreeMap<>();

    SinglePage(Path page) throws IOException {
        Matcher matcher = EMBEDDED.matcher(Files.readString(page));
        while (matcher.find()) {
            byte[] content = Base64.getDecoder().decode(matcher.group(2));
            files.put(matcher.group(1), new String(content, StandardCharsets.UTF_8));
        }
    }

    JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(files.get(path));
    }

    /** What the page knows about the only test of this name; its retries are hidden. */
    JsonNode test(String name) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String path : files.keySet()) {
            if (path.startsWith(TEST_CASES)) {
                JsonNode test = json(path);
                if (test.path("name").asText().equals(name) && !test.path("hidden").asBoolean()) {
                    found.add(test);
                }
            }
        }
        if (found.size() != 1) {
            throw new AssertionError("page must hold one test " + name + ": found=" + found.size());
        }
        return found.get(0);
    }
}
