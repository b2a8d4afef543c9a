package dev.quire.properties.cli;

import dev.quire.properties.campaign.Budget;
import dev.quire.properties.campaign.Campaign;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line that tells how far a hunt is, for somebody who watches. */
final class ProgressLine implements Campaign.Progress, AutoCloseable {
    private static final int COLUMNS = 90;
    private static final int UPDATE_MILLIS = 200;
    private static final double MILLION = 1e6;

    private final Budget budget;
    private final Optional<ProgressBar> bar;

    /**
     * The line of a hunt.
     *
     * @param shown whether anybody is told
     */
    ProgressLine(Budget budget, Console console, boolean shown) {
        this.budget = budget;
        this.bar = shown ? Optional.of(bar(budget, console)) : Optional.empty();
    }

    private static ProgressBar bar(Budget budget, Console console) {
        return new ProgressBarBuilder()
                .setTaskName("hunt")
                .setInitialMax(budget.time().map(time -> time.toMillis()).orElse(budget.steps()))
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(
                        budget.time().isPresent() ? " s" : " steps",
                        budget.time().isPresent() ? 1000 : 1)
                .setMaxRenderedLength(COLUMNS)
                .setConsumer(new ConsoleProgressBarConsumer(console.err(), COLUMNS))
                .build();
    }

    @Override
    public void at(long steps, double seconds) {
        bar.ifPresent(
                line -> {
                    long done = budget.time().isPresent() ? (long) (seconds * 1000) : steps;
                    line.stepTo(Math.min(done, line.getMax()));
                    line.setExtraMessage(
                            String.format(
                                    Locale.ROOT,
                                    " %.1f M steps, %.2f M/s",
                                    steps / MILLION,
                                    steps / Math.max(seconds, 1e-3) / MILLION));
                });
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
