package dev.quire.properties.allure;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.junitplatform.AllureJunitPlatform;
import java.nio.file.Path;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests inside a test, with a results folder of their own. */
public final class NestedResults {
    private NestedResults() {}

    /** Runs what a selector names; the results of the test around it go on where they did. */
    public static void run(
            Path results, TestExecutionListener listener, DiscoverySelector selector) {
        AllureLifecycle around = Allure.getLifecycle();
        AllureLifecycle inside = new AllureLifecycle(new FileSystemResultsWriter(results));
        Allure.setLifecycle(inside);
        try {
            LauncherConfig config =
                    LauncherConfig.builder()
                            .enableTestExecutionListenerAutoRegistration(false)
                            .addTestExecutionListeners(new AllureJunitPlatform(inside), listener)
                            .build();
            LauncherFactory.create(config)
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selector)
                                    .filters(EngineFilter.includeEngines("junit-jupiter"))
                                    .build());
        } finally {
            Allure.setLifecycle(around);
        }
    }
}
