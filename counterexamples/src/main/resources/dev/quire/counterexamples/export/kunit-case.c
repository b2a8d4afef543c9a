/*
 * @SENTENCE@.
 *
 * @KEPT@ The suite fails while the functions break the
 * promise, and passes once they are mended. It is for a kernel tree, beside mm/internal.h; where it
 * is built as a module, add its MODULE_LICENSE.
 */
#include <kunit/test.h>
#include <linux/mm.h>
#include <linux/pgtable.h>
#include <linux/string.h>
@INCLUDES@

#if PAGE_SHIFT != @SHIFT@
#error "the case is for pages of 1 << @SHIFT@ bytes"
#endif

/* What an entry must be; of young and dirty where neither of two is said, either is right. */
#define WRITABLE 0x01u
#define READ_ONLY 0x02u
#define YOUNG 0x04u
#define OLD 0x08u
#define DIRTY 0x10u
#define CLEAN 0x20u
#define SPECIAL 0x40u
#define UFFD_WP 0x80u

@TABLES@
static void expect_entry(struct kunit *test, pte_t pte, unsigned long pfn, unsigned int is)
{
	KUNIT_EXPECT_TRUE(test, pte_present(pte));
	if (!pte_present(pte))
		return;
	KUNIT_EXPECT_EQ(test, pte_pfn(pte), pfn);
	KUNIT_EXPECT_EQ(test, !!pte_write(pte), !!(is & WRITABLE));
	KUNIT_EXPECT_EQ(test, !!pte_special(pte), !!(is & SPECIAL));
	KUNIT_EXPECT_EQ(test, !!pte_uffd_wp(pte), !!(is & UFFD_WP));
	if (is & (YOUNG | OLD))
		KUNIT_EXPECT_EQ(test, !!pte_young(pte), !!(is & YOUNG));
	if (is & (DIRTY | CLEAN))
		KUNIT_EXPECT_EQ(test, !!pte_dirty(pte), !!(is & DIRTY));
}

static void __maybe_unused expect_pages(struct kunit *test, pte_t *ptep, int nr,
					unsigned long pfn, unsigned int is)
{
	int i;

	for (i = 0; i < nr; i++)
		expect_entry(test, ptep_get(ptep + i), pfn + i, is);
}

static void __maybe_unused expect_none(struct kunit *test, pte_t *ptep, int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		KUNIT_EXPECT_TRUE(test, pte_none(ptep_get(ptep + i)));
}

static void __maybe_unused expect_softleaf(struct kunit *test, pte_t *ptep, int nr, u64 value)
{
	int i;

	for (i = 0; i < nr; i++)
		KUNIT_EXPECT_EQ(test, pte_val(ptep_get(ptep + i)), value);
}

static void __maybe_unused expect_count(struct kunit *test, int count, int least, int most)
{
	KUNIT_EXPECT_GE(test, count, least);
	KUNIT_EXPECT_LE(test, count, most);
}

static void @NAME@(struct kunit *test)
{
@BEGIN@
@BODY@

@END@
}

static struct kunit_case quire_cases[] = {
	KUNIT_CASE(@NAME@),
	{}
};

static struct kunit_suite quire_suite = {
	.name = "@NAME@",
	.test_cases = quire_cases,
};

kunit_test_suite(quire_suite);
