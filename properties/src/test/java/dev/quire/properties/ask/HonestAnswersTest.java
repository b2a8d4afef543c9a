package dev.quire.properties.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.packed.PackedFolios;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an answer says is what its searches found: wrong designs, designs that changed places and
 * searches that were cut are answered by other sentences.
 */
class HonestAnswersTest {
    private static final int ALL = Effort.STATES;
    private static final int FEW = 8;
    private static final Effort USUAL = new Effort(1, 2_000, ALL);

    private static final SecureQuestions SECURE = new SecureQuestions(ALL);

    private static void says(Answer answer, int sentence, String... parts) {
        for (String part : parts) {
            assertTrue(answer.sentences().get(sentence).contains(part), answer::toString);
        }
    }

    private static void neverSays(Answer answer, String part) {
        assertFalse(String.join(" ", answer.sentences()).contains(part), answer::toString);
    }

    @ParameterizedTest
    @EnumSource(Question.class)
    void answer_cutSearch_claimsNothingOfAllStates(Question question) {
        Answer cut = question.answer(new Effort(1, 200, FEW));
        for (Difference difference : cut.differences()) {
            boolean isCut = difference.end() == Difference.End.CUT;
            assertTrue(isCut || difference.found() && difference.states() <= FEW, cut::toString);
            assertTrue(!isCut || difference.states() == FEW, cut::toString);
            assertTrue(!isCut || difference.extent().contains("these are not all"), cut::toString);
        }
        neverSays(cut, "in all ");
        assertTrue(String.join(" ", cut.sentences()).contains("not all"), cut::toString);
    }

    @Test
    void units_allCut_areUnknown() {
        Answer answer = Question.B.answer(new Effort(1, 200, 5));
        says(answer, 0, "is unknown in each of 18 cases");
        says(answer, 1, "larger than the unit 9 are unknown, of smaller ones 6 are unknown");
        says(answer, 1, "the unit it is unknown at each of 6 orders.");
        neverSays(answer, "none breaks");
        neverSays(answer, "sound");
        Answer some = Question.B.answer(new Effort(1, 200, 16));
        assertTrue(some.cut() > 0 && some.cut() < 24, some::toString);
        says(some, 0, " and is unknown in ");
    }

    @Test
    void smallFolios_cut_readsAsASentence() {
        Answer answer = Question.C.answer(new Effort(1, 200, 1_000));
        says(answer, 0, "is open: in 1000 states (not all) each secure frame");
        Answer one = Question.C.answer(new Effort(1, 200, 1));
        says(one, 0, "in 1 state (not all) no frame");
        says(one, 1, "Of 0 tries on a page of a large folio none was refused");
        assertTrue(one.differences().get(0).extent().startsWith("1 state, "), one::toString);
    }

    @Test
    void frames_exchanged_blamesTheOther() {
        Answer answer =
                SECURE.frames(
                        SecureDesigns.PER_FOLIO,
                        SecureDesigns.perPage(0),
                        List.of(SecureDesigns.KEEPS));
        assertEquals(Difference.Which.FIRST, answer.differences().get(0).which());
        says(answer, 0, "With \"a bit a folio\" what breaks first", "cleared by host_access");
        says(answer, 1, "it is \"a bit a folio\" that fails");
        neverSays(answer, "holds");
    }

    @Test
    void frames_bothWrong_blamesBoth() {
        Answer answer = SECURE.frames(SecureDesigns.PER_FOLIO, SecureDesigns.PER_FOLIO, List.of());
        assertEquals(Difference.Which.BOTH, answer.differences().get(0).which());
        says(answer, 0, "With either of \"a bit a folio\" and \"a bit a folio\"");
    }

    @Test
    void frames_aRepairThatIsNone_breaks() {
        Answer answer =
                SECURE.frames(
                        SecureDesigns.perPage(0),
                        SecureDesigns.KEEPS,
                        List.of(SecureDesigns.PER_FOLIO, SecureDesigns.EXPORTS_ALL));
        says(answer, 0, "Nothing breaks in all 139 states");
        says(answer, 1, "\"a bit a folio\" breaks after 5 steps");
        says(answer, 1, "\"a bit a folio, export all pages\" holds in all 250 states");
    }

    @Test
    void frames_anUnmarkedPage_isNotCalledCleared() {
        Design never =
                Design.perFolio(
                        "no bit",
                        machine ->
                                new PackedFolios(machine) {
                                    @Override
                                    public int makeSecure(FolioPort port, int pfn) {
                                        port.convertToSecure(pfn);
                                        return 1;
                                    }
                                });
        Answer answer = SECURE.frames(SecureDesigns.perPage(0), never, List.of());
        says(answer, 0, "With \"no bit\"", "became secure and was not marked by make_secure");
    }

    @Test
    void units_aBitAPage_isSoundInEachUnit() {
        Answer answer = SECURE.units(SecureDesigns::perPage, SecureDesigns::perPage);
        says(
                answer,
                0,
                "\"a bit a page\" tells the truth in 18 of 18 cases (4 KiB in units of 4, ",
                "breaks in 0");
        says(answer, 1, "larger than the unit none breaks, of smaller ones none breaks");
        neverSays(answer, "those whose unit is the folio itself");
    }

    @Test
    void units_exchanged_blamesTheOther() {
        Answer answer = SECURE.units(unit -> SecureDesigns.PER_FOLIO, SecureDesigns::perPage);
        says(answer, 1, "9 break as it is \"a bit a folio\" that fails");
    }

    @Test
    void smallFolios_exchanged_isNotSound() {
        Design refuses = Design.of("refuse", FolioSubjects.PACKED);
        Answer answer = new SmallFoliosQuestion(ALL).answer(SecureDesigns.SECURES_ANYWAY, refuses);
        says(answer, 0, "It is not sound");
        says(answer, 1, "it is \"split first, go on where that fails\" that fails");
        neverSays(answer, "It holds only if");
        Answer same = new SmallFoliosQuestion(ALL).answer(refuses, refuses);
        says(same, 1, "to go on there breaks nothing in all ");
        neverSays(same, "It holds only if");
    }

    @Test
    void poison_ofThePageTwice_losesNothing() {
        Answer answer =
                new PoisonQuestion(ALL)
                        .answer(
                                PoisonQuestion.PER_PAGE,
                                PoisonQuestion.PER_PAGE,
                                PoisonQuestion.PER_PAGE);
        says(answer, 0, "Nothing is lost: no sound page counts as broken in all ");
        neverSays(answer, "stays whole");
        says(answer, 1, "It costs 0 usable pages", "no broken page is used again in all ");
        Answer exchanged =
                new PoisonQuestion(ALL)
                        .answer(
                                PoisonQuestion.PER_FOLIO,
                                PoisonQuestion.PER_PAGE,
                                PoisonQuestion.FORGETS);
        says(exchanged, 0, "it is \"hwpoison of a folio\" that fails, after 2 steps");
        neverSays(exchanged, "What is lost");
        says(exchanged, 1, "It costs -511 usable pages");
    }

    @Test
    void split_exchanged_blamesTheOther() {
        Answer answer =
                new SplitQuestion(ALL)
                        .answer(SplitQuestion.FORGETS, SplitQuestion.FLUSHES, SplitQuestion.MARKS);
        assertEquals(Difference.Which.FIRST, answer.differences().get(0).which());
        says(answer, 0, "With \"no flush before a split\"", "breaks after 8 steps, the last of");
        says(answer, 1, "with \"no flush before a split\" something breaks after 8 steps");
        Answer none =
                new SplitQuestion(ALL)
                        .answer(SplitQuestion.FLUSHES, SplitQuestion.MARKS, SplitQuestion.FORGETS);
        says(none, 0, "With \"mark what a split leaves owed\" nothing breaks in all ");
        says(none, 1, "with \"no flush before a split\" something breaks after 8 steps");
    }

    @Test
    void flushes_exchanged_costMore() {
        FlushQuestion flushes = new FlushQuestion(USUAL);
        Answer answer = flushes.answer(FlushQuestion.PER_FOLIO, FlushQuestion.PER_PAGE);
        says(answer, 1, "\"a flush a page\" costs ", "saves none with \"one page");
        assertEquals(Difference.Which.SECOND, answer.differences().get(2).which());
    }

    @Test
    void flushes_leftOut_breakEachWorkload() {
        Design never = Design.perFolio("no flush", Never::new);
        Answer answer = new FlushQuestion(USUAL).answer(FlushQuestion.PER_PAGE, never);
        says(answer, 0, "\"no flush\" breaks with \"whole folios, one range each\": CPU");
        says(answer, 0, "\"a flush a page\" passes every check of the workloads and in all ");
        assertTrue(answer.differences().get(1).found());
        for (Workload workload : Workload.values()) {
            FolioMachine machine = FolioMachine.named("folio-4k");
            assertFalse(workload.run(machine, never, USUAL).failure().isEmpty(), workload.words);
        }
    }

    private static final class Never extends PackedFolios {
        Never(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
            // Nothing is flushed.
        }
    }
}
