package dev.quire.properties.allure;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.AllureResultsWriter;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.junitplatform.AllureJunitPlatform;
import io.qameta.allure.model.TestResult;
import io.qameta.allure.model.TestResultContainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests inside a test, with results of their own. */
public final class NestedResults {
    private static final String NAME = "nested";

    private NestedResults() {}

    /** Runs what a selector names; the results of the test around it go on where they did. */
    public static void run(
            Path results, TestExecutionListener listener, DiscoverySelector selector) {
        AllureLifecycle inside = new AllureLifecycle(new FileSystemResultsWriter(results));
        LauncherConfig config =
                LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new AllureJunitPlatform(inside), listener)
                        .build();
        within(
                inside,
                () ->
                        LauncherFactory.create(config)
                                .execute(
                                        LauncherDiscoveryRequestBuilder.request()
                                                .selectors(selector)
                                                .filters(
                                                        EngineFilter.includeEngines(
                                                                "junit-jupiter"))
                                                .build()));
    }

    private static void within(AllureLifecycle inside, Runnable running) {
        AllureLifecycle around = Allure.getLifecycle();
        Allure.setLifecycle(inside);
        try {
            running.run();
        } finally {
            Allure.setLifecycle(around);
        }
    }

    /**
     * Runs the body of a property and returns what it left in its result.
     *
     * @param found where it keeps what it finds
     */
    public static Left left(Path found, Runnable property) {
        InMemory written = new InMemory();
        AllureLifecycle inside = new AllureLifecycle(written);
        TestResult result = new TestResult().setUuid(NAME);
        AssertionError[] failure = new AssertionError[1];
        Path until = Evidence.keepIn(found);
        try {
            within(
                    inside,
                    () -> {
                        inside.scheduleTestCase(result);
                        inside.startTestCase(NAME);
                        try {
                            property.run();
                        } catch (AssertionError e) {
                            failure[0] = e;
                        }
                        inside.stopTestCase(NAME);
                    });
        } finally {
            Evidence.keepIn(until);
        }
        return new Left(
                Optional.ofNullable(failure[0]).map(AssertionError::getMessage).orElse(""),
                result.getParameters().stream()
                        .collect(Collectors.toMap(each -> each.getName(), each -> each.getValue())),
                result.getAttachments().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getName(),
                                        each -> written.attachments.get(each.getSource()))));
    }

    /**
     * What a property left in its result.
     *
     * @param message of its failure; empty if it passed
     * @param attachments their texts, by name
     */
    public record Left(
            String message, Map<String, String> parameters, Map<String, String> attachments) {}

    /** Keeps attachments, by source. */
    private static final class InMemory implements AllureResultsWriter {
        private final Map<String, String> attachments = new HashMap<>();

        @Override
        public void write(TestResult result) {}

        @Override
        public void write(TestResultContainer container) {}

        @Override
        public void write(String source, InputStream attachment) {
            try {
                attachments.put(
                        source, new String(attachment.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
