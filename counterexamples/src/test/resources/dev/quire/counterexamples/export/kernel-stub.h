/*
 * A stub of what a KUnit case needs of a kernel: names and meanings only, written for this test.
 * The functions under test play back what a subject did, and check that they are called alike.
 */
#ifndef KERNEL_STUB_H
#define KERNEL_STUB_H

#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t u64;
typedef struct { u64 pte; } pte_t;
typedef struct { u64 pgprot; } pgprot_t;
struct mm_struct { int unused; };
struct vm_area_struct { struct mm_struct *vm_mm; unsigned long vm_start, vm_end; };
struct folio { unsigned long pfn; };

struct played_store { int slot; u64 value; };
struct played_call { const char *name; int slot; int nr; u64 result, result_pte; int first, end; };
#include "played.h"

#define PAGE_SIZE (1ul << PAGE_SHIFT)
#define PTRS_PER_PTE (1 << (PAGE_SHIFT - 3))
#define __aligned(n) __attribute__((aligned(n)))
#define __maybe_unused __attribute__((unused))
#define STUB static __maybe_unused
#define GFP_KERNEL 0
#define pte_val(x) ((x).pte)
#define __pte(x) ((pte_t){ (x) })
#define pgprot_val(x) ((x).pgprot)
#define __pgprot(x) ((pgprot_t){ (x) })
#define BIT(n) (1ull << (n))

#define PROT_BASE (BIT(53) | BIT(54) | 0xf02)
#define PAGE_NONE __pgprot((PROT_BASE & ~0ull) | BIT(7))
#define PAGE_READONLY __pgprot(PROT_BASE | 1 | BIT(6) | BIT(7))
#define PAGE_SHARED __pgprot(PROT_BASE | 1 | BIT(6) | BIT(7) | BIT(51))
#define PAGE_READONLY_EXEC __pgprot((PROT_BASE | 1 | BIT(6) | BIT(7)) & ~BIT(54))
#define PAGE_SHARED_EXEC __pgprot((PROT_BASE | 1 | BIT(6) | BIT(7) | BIT(51)) & ~BIT(54))
#define PAGE_EXECONLY __pgprot((PROT_BASE | 1 | BIT(7)) & ~BIT(54))
#define PAGE_KERNEL_RO __pgprot(PROT_BASE | 1 | BIT(7))
#define PAGE_KERNEL __pgprot(PROT_BASE | 1 | BIT(7) | BIT(51))

/* The address: all machines but one keep it in one place. */
#define ADDRESS ((BIT(48) - PAGE_SIZE) | (PLAIN_ADDRESS ? 0 : PAGE_SHIFT == 16 ? 0xf000 : 0x3000000000300))
STUB unsigned long pte_pfn(pte_t pte)
{
	u64 at = pte.pte & ADDRESS;
	if (!PLAIN_ADDRESS && PAGE_SHIFT == 16)
		at = (at & ~0xf000ull) | (at & 0xf000) << 36;
	else if (!PLAIN_ADDRESS)
		at = (at & ~0x300ull) | (at & 0x300) << 42;
	return at >> PAGE_SHIFT;
}
STUB pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	u64 at = (u64)pfn << PAGE_SHIFT;
	u64 low = PLAIN_ADDRESS ? 0 : PAGE_SHIFT == 16 ? at >> 36 & 0xf000 : at >> 42 & 0x300;
	return __pte((((at & ADDRESS) | low) & ADDRESS) | (prot.pgprot & ~ADDRESS));
}
STUB pgprot_t pte_pgprot(pte_t pte) { return __pgprot(pte.pte & ~ADDRESS); }
STUB bool pte_none(pte_t pte) { return !pte.pte; }
STUB bool pte_present(pte_t pte) { return pte.pte & (1 | BIT(11)); }
STUB bool pte_young(pte_t pte) { return pte.pte & BIT(10); }
STUB bool pte_write(pte_t pte) { return pte.pte & BIT(51); }
STUB bool pte_special(pte_t pte) { return pte.pte & BIT(56); }
STUB bool pte_uffd_wp(pte_t pte) { return pte.pte & BIT(58); }
STUB bool pte_dirty(pte_t pte)
{
	return (pte.pte & BIT(55)) || (pte_write(pte) && !(pte.pte & BIT(7)));
}
STUB pte_t pte_mkyoung(pte_t pte) { return __pte(pte.pte | BIT(10)); }
STUB pte_t pte_mkold(pte_t pte) { return __pte(pte.pte & ~BIT(10)); }
STUB pte_t pte_mkclean(pte_t pte) { return __pte((pte.pte & ~BIT(55)) | BIT(7)); }
STUB pte_t pte_mkdirty(pte_t pte)
{
	return __pte((pte_write(pte) ? pte.pte & ~BIT(7) : pte.pte) | BIT(55));
}
STUB pte_t pte_wrprotect(pte_t pte)
{
	u64 kept = pte_dirty(pte) ? BIT(55) : 0;
	return __pte(((pte.pte | kept) & ~BIT(51)) | BIT(7));
}
STUB pte_t pte_mkwrite_novma(pte_t pte) { return __pte(pte.pte | BIT(51)); }
STUB pte_t pte_mkspecial(pte_t pte) { return __pte(pte.pte | BIT(56)); }
STUB pte_t pte_mkuffd_wp(pte_t pte) { return pte_wrprotect(__pte(pte.pte | BIT(58))); }
STUB pte_t pte_modify(pte_t pte, pgprot_t prot) { return __pte(pte.pte ^ prot.pgprot); }

/* KUnit. */
struct kunit { int failures; };
struct kunit_case { void (*run)(struct kunit *); };
struct kunit_suite { const char *name; struct kunit_case *test_cases; };
#define KUNIT_CASE(f) { f }
#define KUNIT_HOLDS(test, c) \
	do { \
		if (!(c)) { \
			printf("%s:%d: expected %s\n", __func__, __LINE__, #c); \
			(test)->failures++; \
		} \
	} while (0)
#define KUNIT_EXPECT_TRUE(test, c) KUNIT_HOLDS(test, c)
#define KUNIT_EXPECT_FALSE(test, c) KUNIT_HOLDS(test, !(c))
#define KUNIT_EXPECT_EQ(test, a, b) KUNIT_HOLDS(test, (a) == (b))
#define KUNIT_EXPECT_GE(test, a, b) KUNIT_HOLDS(test, (a) >= (b))
#define KUNIT_EXPECT_LE(test, a, b) KUNIT_HOLDS(test, (a) <= (b))
#define KUNIT_ASSERT_NOT_NULL(test, p) KUNIT_HOLDS(test, (p) != NULL)
#define kunit_test_suite(suite) \
	int main(void) \
	{ \
		struct kunit test = { 0 }; \
		for (struct kunit_case *one = suite.test_cases; one->run; one++) \
			one->run(&test); \
		return test.failures ? 1 : 0; \
	}

/* Memory. */
STUB struct mm_struct init_mm, efi_mm, stub_mms[8];
static int stub_mm, stub_folio;
static struct folio stub_folios[16];
STUB struct mm_struct *mm_alloc(void) { return &stub_mms[stub_mm++]; }
STUB void mmput(struct mm_struct *mm) {}
STUB struct folio *folio_alloc(int gfp, int order)
{
	stub_folios[stub_folio].pfn = played_folios[stub_folio];
	return &stub_folios[stub_folio++];
}
STUB unsigned long folio_pfn(struct folio *folio) { return folio->pfn; }
STUB void folio_put(struct folio *folio) {}

/* Reads look at the array itself: young and dirty of a contiguous block are one. */
STUB pte_t ptep_get(pte_t *ptep)
{
	pte_t pte = *ptep;
	pte_t *start = (pte_t *)((uintptr_t)ptep & ~(CONT_PTES * sizeof(pte_t) - 1));
	if ((pte.pte & (BIT(52) | 1)) != (BIT(52) | 1))
		return pte;
	for (int i = 0; i < CONT_PTES; i++) {
		if (pte_dirty(start[i]))
			pte = pte_mkdirty(pte);
		if (pte_young(start[i]))
			pte = pte_mkyoung(pte);
	}
	return __pte(pte.pte & ~BIT(52));
}
STUB pte_t ptep_get_lockless(pte_t *ptep) { return ptep_get(ptep); }

static int stub_next;
STUB const struct played_call *play(const char *name, pte_t *ptep, int nr)
{
	const struct played_call *call = &played_calls[stub_next];
	if (!call->name || strcmp(call->name, name) || (nr >= 0 && call->nr != nr) ||
	    (ptep && call->slot % PTRS_PER_PTE != (int)((uintptr_t)ptep % PAGE_SIZE / 8))) {
		printf("call %d is %s of %d, the trace has %s of %d\n", stub_next, name, nr,
		       call->name ? call->name : "none", call->nr);
		exit(3);
	}
	for (int i = call->first; i < call->end; i++)
		ptep[played_stores[i].slot - call->slot].pte = played_stores[i].value;
	stub_next++;
	return call;
}

#define MM struct mm_struct *mm, unsigned long addr, pte_t *ptep
#define VMA struct vm_area_struct *vma, unsigned long addr, pte_t *ptep
STUB void set_ptes(MM, pte_t pte, int nr)
{
		play("set_ptes", ptep, nr);
}
STUB void pte_clear(MM) { play("pte_clear", ptep, 1); }
STUB void clear_nonpresent_ptes(MM, int nr)
{
	play("clear_nonpresent_ptes", ptep, nr);
}
STUB pte_t ptep_get_and_clear(MM)
{
	return __pte(play("ptep_get_and_clear", ptep, 1)->result);
}
STUB pte_t get_and_clear_full_ptes(MM, int nr, int full)
{
	return __pte(play("get_and_clear_full_ptes", ptep, nr)->result);
}
STUB void clear_full_ptes(MM, int nr, int full)
{
	play("clear_full_ptes", ptep, nr);
}
STUB pte_t ptep_clear_flush(VMA)
{
	return __pte(play("ptep_clear_flush", ptep, 1)->result);
}
STUB int ptep_test_and_clear_young(VMA)
{
	return play("ptep_test_and_clear_young", ptep, 1)->result;
}
STUB int test_and_clear_young_ptes(VMA, int nr)
{
	return play("test_and_clear_young_ptes", ptep, nr)->result;
}
STUB int clear_flush_young_ptes(VMA, int nr)
{
	return play("clear_flush_young_ptes", ptep, nr)->result;
}
#define CYDP_CLEAR_YOUNG 1
#define CYDP_CLEAR_DIRTY 2
STUB void clear_young_dirty_ptes(VMA, int nr, int flags)
{
	play("clear_young_dirty_ptes", ptep, nr);
}
STUB void wrprotect_ptes(MM, int nr) { play("wrprotect_ptes", ptep, nr); }
STUB int ptep_set_access_flags(VMA, pte_t entry, int dirty)
{
	return play("ptep_set_access_flags", ptep, 1)->result;
}
STUB pte_t modify_prot_start_ptes(VMA, int nr)
{
	return __pte(play("modify_prot_start_ptes", ptep, nr)->result);
}
STUB void modify_prot_commit_ptes(VMA, pte_t old, pte_t pte, int nr)
{
	play("modify_prot_commit_ptes", ptep, nr);
}
STUB pte_t pte_advance_pfn(pte_t pte, int nr)
{
	/* A part of a commit advances too: what it advances is not under test. */
	const struct played_call *call = &played_calls[stub_next];
	if (!call->name || strcmp(call->name, "pte_advance_pfn"))
		return pte;
	return __pte(play("pte_advance_pfn", NULL, nr)->result);
}
STUB int pte_batch_hint(pte_t *ptep, pte_t pte)
{
	return play("pte_batch_hint", ptep, 1)->result;
}
#define FPB_RESPECT_DIRTY 1
#define FPB_RESPECT_SOFT_DIRTY 2
#define FPB_RESPECT_WRITE 4
#define FPB_MERGE_WRITE 8
#define FPB_MERGE_YOUNG_DIRTY 16
STUB int folio_pte_batch_flags(struct folio *folio, struct vm_area_struct *vma, pte_t *ptep,
			       pte_t *pte, int max_nr, int flags)
{
	const struct played_call *call = play("folio_pte_batch_flags", ptep, max_nr);
	*pte = __pte(call->result_pte);
	return call->result;
}
STUB void flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end)
{
}
STUB void flush_tlb_mm(struct mm_struct *mm) {}
STUB void flush_tlb_page(struct vm_area_struct *vma, unsigned long addr) {}

#endif
