package dev.quire.reports.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The verdict on the tests of all modules, which go on beside one another when some are red. Read
 * from what Surefire leaves, since Allure knows nothing of a class that could not be set up.
 */
final class TestReports {
    private TestReports() {}

    /** The red classes below a root, each with its number of red tests. */
    static List<String> red(Path root) throws IOException {
        List<String> red = new ArrayList<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path module : modules) {
                Path reports = module.resolve("target").resolve("surefire-reports");
                if (Files.isDirectory(reports)) {
                    addRed(reports, red);
                }
            }
        }
        red.sort(null);
        return red;
    }

    private static void addRed(Path reports, List<String> red) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (Path file : files) {
                String text = read(file);
                if (!text.isEmpty()) {
                    red.add(text);
                }
            }
        }
    }

    /** A class and its red tests; empty where there are none. */
    private static String read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            reader.nextTag();
            int red = count(reader, "errors") + count(reader, "failures");
            return red == 0 ? "" : reader.getAttributeValue(null, "name") + " (" + red + ")";
        } catch (XMLStreamException | NumberFormatException e) {
            throw new IOException(file + " must be a report of Surefire: " + e.getMessage(), e);
        }
    }

    private static int count(XMLStreamReader reader, String attribute) {
        return Integer.parseInt(reader.getAttributeValue(null, attribute));
    }
}
