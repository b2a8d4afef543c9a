package dev.quire.properties.cli;

import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.campaign.Pair;
import dev.quire.properties.folio.FolioPair;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a command is told of a second subject to compare the first with. */
final class AgainstArguments {
    private static final List<Difference.Kind> PARTS =
            List.of(Difference.Kind.RESULTS, Difference.Kind.STATE, Difference.Kind.COST);

    @Option(
            names = "--against",
            paramLabel = "NAME",
            description =
                    "Compare with this subject: what calls return and what pages mean, as far as"
                            + " the rules leave no choice.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--compare",
            paramLabel = "PARTS",
            description =
                    "With --against: results, state, cost (accesses, stores, invalidations,"
                            + " barriers, hints; of folios the pages of cache work), several by"
                            + " commas. Default: results,state.")
    private Optional<String> compare = Optional.empty();

    /** Whether there is a second subject; refuses what only makes sense with one. */
    boolean given() {
        if (against.isEmpty() && compare.isPresent()) {
            throw new Refusal(
                    "--compare: found no --against, expected the subject to compare with");
        }
        return against.isPresent();
    }

    /** The second subject. */
    Subject second(ProcessArguments processes) {
        String name = against.orElseThrow();
        boolean several = name.equals(Arguments.ALL) || name.contains(",");
        if (several && !ProcessSubject.isNamed(name)) {
            throw new Refusal("--against: found " + name + ", expected one subject");
        }
        return Arguments.subject("--against", name, processes);
    }

    /** Both subjects, and what is compared. */
    Pair pair(Subject first, Subject second) {
        return new Pair(first, second, parts());
    }

    /** Both subjects of folios, and what is compared. */
    FolioPair folios(FolioSubject first) {
        String name = against.orElseThrow();
        return new FolioPair(first, FolioHuntCommand.subject("--against", name), parts());
    }

    /**
     * Both subjects, of which every state is entered thousands of times; and what is compared,
     * which the state must be among: two states that are not alike lead nowhere.
     */
    Pair pairOfStates(Subject first) {
        if (ProcessSubject.isNamed(against.orElseThrow())) {
            throw new Refusal(
                    "--against: found a process, expected a built-in subject or seeded bug: every"
                            + " state is entered thousands of times");
        }
        Pair pair = pair(first, second(new ProcessArguments()));
        if (!pair.parts().contains(Difference.Kind.STATE)) {
            throw new Refusal(
                    "--compare: found "
                            + compare.orElseThrow()
                            + ", expected state among them: an exploration goes on from states"
                            + " that are alike");
        }
        return pair;
    }

    private Set<Difference.Kind> parts() {
        if (compare.isEmpty()) {
            return TwoSubjects.usualParts();
        }
        Set<Difference.Kind> parts = EnumSet.noneOf(Difference.Kind.class);
        for (String word : compare.get().split(",", -1)) {
            parts.add(
                    PARTS.stream()
                            .filter(part -> part.word().equals(word))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new Refusal(
                                                    "--compare: found "
                                                            + word
                                                            + ", expected results, state or"
                                                            + " cost")));
        }
        return parts;
    }
}
