package dev.quire.properties.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final int STEPS = 4_000;
    private static final Effort EFFORT = new Effort(1, STEPS, Effort.STATES);

    private static Answer answer(Question question) {
        Answer answer = question.answer(EFFORT);
        assertEquals(2, answer.sentences().size());
        return answer;
    }

    private static void isSound(Difference difference) {
        assertTrue(difference.holds() && !difference.found(), difference::result);
        assertTrue(difference.states() > 10, difference::result);
    }

    private static void breaks(Difference difference, String seen, String... steps) {
        assertEquals(Difference.Which.SECOND, difference.which());
        assertEquals(List.of(steps), difference.steps());
        assertEquals(seen, difference.seen());
    }

    @Test
    void frames_oneSecurePageSuffices() {
        Answer answer = answer(Question.A);
        breaks(
                answer.differences().get(0),
                "the host's access to page 0 faults, it is still secure",
                "folio_alloc pfn=0x0 order=1",
                "filemap_add_folio pfn=0x0 index=0x0",
                "make_secure pfn=0x0",
                "host_access pfn=0x1",
                "host_access pfn=0x0");
        isSound(answer.differences().get(1));
        isSound(answer.differences().get(2));
        assertEquals(List.of("4", "16", "1", "16", "32"), answer.rows().get(2));
    }

    @Test
    void units_onlyTheFolioItselfIsSound() {
        Answer answer = answer(Question.B);
        for (int order = 0; order < answer.rows().size(); order++) {
            List<String> row = answer.rows().get(order);
            assertEquals("none", row.get(5));
            for (int unit = 0; unit <= 4; unit += 2) {
                assertEquals(order == unit ? "none" : "5", row.get(2 + unit / 2));
            }
        }
        isSound(answer.differences().get(1));
        breaks(
                answer.differences().get(2),
                "the host's access to page 0 faults, it is still secure",
                "folio_alloc pfn=0x0 order=4",
                "filemap_add_folio pfn=0x0 index=0x0",
                "make_secure pfn=0x0",
                "host_access pfn=0x4",
                "host_access pfn=0x0");
    }

    @Test
    void splitFirst_isSoundUnlessAFailedSplitGoesOn() {
        Answer answer = answer(Question.C);
        isSound(answer.differences().get(0));
        breaks(
                answer.differences().get(1),
                "the host's access to page 0 faults, it is still secure",
                "folio_alloc pfn=0x0 order=1",
                "folio_get pfn=0x0",
                "filemap_add_folio pfn=0x0 index=0x0",
                "make_secure pfn=0x0",
                "host_access pfn=0x0");
    }

    @Test
    void poisonOfFolios_losesPlaceAndPages() {
        Answer answer = answer(Question.D);
        breaks(
                answer.differences().get(0),
                "page 1 is sound and taken for broken",
                "folio_alloc pfn=0x0 order=1",
                "memory_failure pfn=0x0");
        breaks(
                answer.differences().get(1),
                "page 1 is broken and taken for sound",
                "folio_alloc pfn=0x0 order=1",
                "memory_failure pfn=0x0",
                "memory_failure pfn=0x1",
                "unpoison_memory pfn=0x0");
        breaks(
                answer.differences().get(2),
                "page 1 is broken and taken for sound",
                "folio_alloc pfn=0x0 order=1",
                "filemap_add_folio pfn=0x0 index=0x0",
                "memory_failure pfn=0x1",
                "split_folio pfn=0x0 order=0 uniform=1");
        String first = answer.sentences().get(0);
        assertTrue(first.contains("in a folio that stays whole, as where"), first);
        assertTrue(first.contains("hugetlb, which keeps"), first);
        for (int order = 0; order <= 9; order++) {
            int pages = 1 << order;
            assertEquals(
                    Words.row(order, pages, pages - 1, 0, 1, pages, pages - 1),
                    answer.rows().get(order));
        }
    }

    @Test
    void splitWithoutFlush_breaksTheDirtyPolarityOnly() {
        Answer answer = answer(Question.E);
        Difference dirty = answer.differences().get(0);
        assertEquals(8, dirty.steps().size(), dirty::result);
        assertEquals("split_folio pfn=0x0 order=0 uniform=1", dirty.steps().get(5));
        assertEquals("no flush before a split", dirty.second());
        assertTrue(dirty.seen().startsWith("CPU 0 must execute"), dirty::seen);
        isSound(answer.differences().get(1));
        isSound(answer.differences().get(2));
        assertEquals("1 flush against 0", answer.differences().get(3).seen());
        isSound(answer.differences().get(4));
    }

    @Test
    void flushes_areSavedByMappingWholeFolios() {
        Answer answer = answer(Question.F);
        for (List<String> row : answer.rows()) {
            int perPage = Integer.parseInt(row.get(2));
            int perFolio = Integer.parseInt(row.get(3));
            assertTrue(perFolio > 0, row::toString);
            assertEquals(5, row.get(7).split(" ").length, row::toString);
            boolean one = row.get(0).startsWith("one page");
            assertTrue(one ? perFolio == perPage : perFolio < perPage, row::toString);
        }
        assertTrue(answer.title().endsWith("is one flush in 3 installs"), answer::title);
        isSound(answer.differences().get(0));
        isSound(answer.differences().get(1));
        assertEquals("2 flushes against 1", answer.differences().get(2).seen());
        assertEquals("2 pages cleaned against 1", answer.differences().get(3).seen());
        assertEquals(answer, Question.F.answer(EFFORT));
        assertNotEquals(
                answer.rows(), Question.F.answer(new Effort(2, STEPS, Effort.STATES)).rows());
    }
}
