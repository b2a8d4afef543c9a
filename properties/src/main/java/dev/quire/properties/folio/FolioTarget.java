package dev.quire.properties.folio;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioGoal;
import dev.quire.model.folio.lockstep.FolioSubject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An implementation of folios on a machine, and what a hunt over it must reach.
 *
 * @param pair the same implementation, and the one that it is compared with, if any
 */
public record FolioTarget(FolioSubject subject, FolioMachine machine, Optional<FolioPair> pair) {
    private static final Set<FolioGoal> OF_CLEAN =
            EnumSet.of(FolioGoal.SYNCED, FolioGoal.SYNC_SAVED);

    private static final Set<FolioGoal> OF_EXECUTION =
            EnumSet.of(
                    FolioGoal.EXECUTED_NEW,
                    FolioGoal.INSTALL_DURING_INSTALL,
                    FolioGoal.INSTALLS_TOOK_TURNS);

    private static final Set<FolioGoal> OF_SECURE =
            EnumSet.of(FolioGoal.SECURE_AFTER_SPLIT, FolioGoal.EXPORTED);

    /** Goals that need folios of order 3: halves of them are large and not of order 1. */
    private static final Set<FolioGoal> OF_ROOM =
            EnumSet.of(FolioGoal.POISON_SPLIT, FolioGoal.COLLAPSED);

    /** An implementation that is compared with none. */
    public FolioTarget(FolioSubject subject, FolioMachine machine) {
        this(subject, machine, Optional.empty());
    }

    /** Two implementations that are compared. */
    public static FolioTarget of(FolioPair pair, FolioMachine machine) {
        return new FolioTarget(pair.first(), machine, Optional.of(pair));
    }

    /** The goals declared for it: those that its machine allows. */
    public List<FolioGoal> declared() {
        return List.of(FolioGoal.values()).stream().filter(this::allows).toList();
    }

    private boolean allows(FolioGoal goal) {
        boolean secure = machine.archBit() == ArchBit.SECURE;
        return (machine.archBit() == ArchBit.CLEAN || !OF_CLEAN.contains(goal))
                && (!secure || !OF_EXECUTION.contains(goal))
                && (secure || !OF_SECURE.contains(goal))
                && (machine.mms() > 2 || goal != FolioGoal.THIRD)
                && (machine.orderMax() > 2 || !OF_ROOM.contains(goal));
    }

    /** The declared goals that are not among these. */
    public List<FolioGoal> missed(long reached) {
        return declared().stream().filter(goal -> (reached & goal.bit()) == 0).toList();
    }

    /** Its names. */
    public String text() {
        String against = pair.map(both -> " against " + both.second().name()).orElse("");
        return subject.name() + " on " + machine.name() + against;
    }
}
