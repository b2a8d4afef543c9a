package dev.quire.reports.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishTest {
    @TempDir private Path target;

    @Test
    void print_noResults_saysSoAndPublishesNothing() throws IOException, InterruptedException {
        PublishedReport published = new PublishedReport(target).publish(target.resolve("absent"));

        assertEquals("\nReport: none, since no test left a result\n\n", published.printed());
        assertFalse(Files.exists(published.report().page()));
    }

    @Test
    void main_wrongNumberOfArguments_namesTheRightOnes() {
        IllegalArgumentException thrown =
                assertThrows(
                        IllegalArgumentException.class, () -> Publish.main(new String[] {"root"}));

        assertEquals(
                "arguments must be root, results, allure, version: count=1", thrown.getMessage());
    }

    @Test
    void generate_noAllureThere_carriesWhatWasPrinted() {
        AllureCommand absent = new AllureCommand(target.resolve("absent"));

        IOException thrown =
                assertThrows(
                        IOException.class,
                        () -> absent.generate(target, target.resolve("report"), List.of()));

        assertTrue(thrown.getMessage().startsWith("allure must write a report: status=1"));
        assertTrue(thrown.getMessage().contains("io.qameta.allure.CommandLine"));
    }
}
