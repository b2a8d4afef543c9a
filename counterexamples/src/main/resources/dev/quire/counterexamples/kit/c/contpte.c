/*
 * contpte.c - an example subject: contiguous entries of arm64, written for Quire.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * A block is folded when its last entry is set by itself and one folio covers it alike, or when a
 * set of several entries covers it whole. It is unfolded by exchanging all its entries with none,
 * invalidating, and writing them again, so that hardware can neither mark an entry that is about to
 * be overwritten nor hold both sizes at once. Young and dirty of a block are one pair: reads mix
 * them in, clears reach the whole block. One binary serves all machines: sizes come with `hello`.
 *
 * Compiled with -DQUIRE_BUG=LOST_DIRTY or another of the names below it has that one bug.
 */
#define QUIRE_IMPLEMENTATION
#define QUIRE_KERNEL_NAMES
#include "quire.h"

#include <stdbool.h>
#include <stdlib.h>

enum bug {
    NO_BUG,
    NULL_DEREFERENCE,  /* looks at the folio of a special page, which has none: SIGSEGV */
    RAW_DEREFERENCE,   /* reads an entry through its pointer, past the kit: SIGSEGV */
    ENDLESS_LOOP,      /* looks for the end of a block two entries at a time */
    STALE_RETRY,       /* a failed compare-exchange is tried again with the same old value */
    OUT_OF_RANGE_SLOT, /* scales an index by the size of an entry, though ptep + n does so */
    MEMORY_CORRUPTION, /* keeps a block's entries in an array made for 4 KiB pages */
    HEAP_OVERFLOW,     /* the same on the heap, an element short on every machine */
    LOST_DIRTY,        /* a conversion keeps young of what it took out, not dirty */
    LEAKED_CONT,       /* a read shows the contiguous bit */
    RACY_CHANGE,       /* reads and writes where an entry must be compared and exchanged */
    MISSING_FLUSH,     /* a conversion does not invalidate between the two sizes */
    FAILED_CHECK,      /* warns of a set that starts inside a block, which is legal */
    FATAL_CHECK        /* the same as BUG_ON, and it ends the process */
};

#ifndef QUIRE_BUG
#define QUIRE_BUG NO_BUG
#endif
#define BUGGY(bug) (QUIRE_BUG == (bug))

typedef quire_u64 u64;
typedef struct {
    u64 pte;
} pte_t;
#define pte_val(x) ((x).pte)
#define __pte(x) ((pte_t){(x)})

#define PTE_VALID 1ull
#define PTE_RDONLY (1ull << 7)
#define PTE_AF (1ull << 10)
#define PTE_PRESENT_INVALID (1ull << 11) /* while not valid */
#define PTE_WRITE (1ull << 51)
#define PTE_CONT (1ull << 52)
#define PTE_DIRTY (1ull << 55)
#define PTE_SPECIAL (1ull << 56)
#define ACCESS_FLAGS (PTE_RDONLY | PTE_AF | PTE_WRITE | PTE_DIRTY)

enum { CLEAR_YOUNG = 1, CLEAR_DIRTY = 2 };
enum { RESPECT_DIRTY = 1, RESPECT_WRITE = 4, MERGE_WRITE = 8, MERGE_YOUNG_DIRTY = 16 };

/* Sizes of the machine. */

static int cont_ptes(void)
{
    return quire_machine()->cont_ptes;
}

static int page_shift(void)
{
    return quire_machine()->page_shift;
}

static u64 advance(u64 addr, long pages)
{
    return addr + ((u64)pages << page_shift());
}

/* Values. */

static u64 address_mask(void)
{
    u64 page = 1ull << page_shift();
    if (quire_machine()->pa_bits == 48)
        return (1ull << 48) - page;
    return page_shift() == 16 ? (1ull << 48) - 0x1000 : ((1ull << 50) - page) | 0x300;
}

static u64 pte_pfn(pte_t pte)
{
    u64 field = pte_val(pte) & address_mask();
    if (quire_machine()->pa_bits == 52) {
        u64 low = page_shift() == 16 ? 0xf000 : 0x300;
        field = (field & ~low) | (field & low) << (page_shift() == 16 ? 36 : 42);
    }
    return field >> page_shift();
}

static pte_t pfn_pte(u64 pfn, u64 prot)
{
    u64 field = pfn << page_shift();
    if (quire_machine()->pa_bits == 52) {
        u64 low = page_shift() == 16 ? 0xf000 : 0x300;
        u64 plain = page_shift() == 16 ? (1ull << 48) - (1ull << 16) : (1ull << 50) - 1;
        field = (field & plain) | (field >> (page_shift() == 16 ? 36 : 42) & low);
    }
    return __pte((field & address_mask()) | prot);
}

static pte_t pte_advance_pfn(pte_t pte, long nr)
{
    return pfn_pte(pte_pfn(pte) + (u64)nr, pte_val(pte) & ~address_mask());
}

static bool pte_same(pte_t a, pte_t b)
{
    return pte_val(a) == pte_val(b);
}

static bool has(pte_t pte, u64 bits)
{
    return (pte_val(pte) & bits) == bits;
}

static pte_t with(pte_t pte, u64 bits)
{
    return __pte(pte_val(pte) | bits);
}

static pte_t without(pte_t pte, u64 bits)
{
    return __pte(pte_val(pte) & ~bits);
}

static bool pte_valid(pte_t pte)
{
    return has(pte, PTE_VALID);
}

static bool pte_present(pte_t pte)
{
    return (pte_val(pte) & (PTE_VALID | PTE_PRESENT_INVALID)) != 0;
}

static bool pte_valid_cont(pte_t pte)
{
    return has(pte, PTE_VALID | PTE_CONT);
}

static bool pte_young(pte_t pte)
{
    return has(pte, PTE_AF);
}

static bool pte_write(pte_t pte)
{
    return has(pte, PTE_WRITE);
}

static bool pte_hw_dirty(pte_t pte)
{
    return pte_write(pte) && !has(pte, PTE_RDONLY);
}

static bool pte_dirty(pte_t pte)
{
    return has(pte, PTE_DIRTY) || pte_hw_dirty(pte);
}

static pte_t pte_mkdirty(pte_t pte)
{
    return pte_write(pte) ? with(without(pte, PTE_RDONLY), PTE_DIRTY) : with(pte, PTE_DIRTY);
}

static pte_t pte_mkclean(pte_t pte)
{
    return with(without(pte, PTE_DIRTY), PTE_RDONLY);
}

static pte_t pte_mkwrite(pte_t pte)
{
    return has(pte, PTE_DIRTY) ? with(without(pte, PTE_RDONLY), PTE_WRITE) : with(pte, PTE_WRITE);
}

static pte_t pte_wrprotect(pte_t pte)
{
    pte_t kept = pte_hw_dirty(pte) ? with(pte, PTE_DIRTY) : pte;
    return with(without(kept, PTE_WRITE), PTE_RDONLY);
}

/* What the entries of one block have in common. */
static pte_t pte_uniform(pte_t pte)
{
    return without(pte_mkclean(pte), PTE_AF);
}

/* The contiguous bit is the implementation's; in a softleaf the bit is part of an offset. */
static pte_t pte_strip(pte_t pte)
{
    return pte_present(pte) ? without(pte, PTE_CONT) : pte;
}

static pte_t pte_shown(pte_t pte)
{
    return pte_valid_cont(pte) && !BUGGY(LEAKED_CONT) ? without(pte, PTE_CONT) : pte;
}

/* `pte` with young and dirty of `other` added. */
static pte_t pte_merge(pte_t pte, pte_t other)
{
    if (pte_dirty(other))
        pte = pte_mkdirty(pte);
    return pte_young(other) ? with(pte, PTE_AF) : pte;
}

/* Entries. */

static pte_t *block_start(pte_t *ptep)
{
    unsigned long bytes = (unsigned long)cont_ptes() * sizeof *ptep;
    return (pte_t *)((unsigned long)ptep & ~(bytes - 1));
}

static pte_t ptep_read(pte_t *ptep)
{
    return READ_ONCE(*ptep);
}

static pte_t ptep_exchange(pte_t *ptep)
{
    return __pte(xchg(&pte_val(*ptep), 0));
}

/* Replaces an entry by what `change` makes of it, in one atomic step; the entry replaced. */
static pte_t ptep_change(pte_t *ptep, pte_t (*change)(pte_t, u64), u64 with_what)
{
    pte_t seen = ptep_read(ptep);
    if (BUGGY(RACY_CHANGE)) {
        WRITE_ONCE(*ptep, change(seen, with_what));
        return seen;
    }
    for (;;) {
        pte_t found = __pte(cmpxchg(&pte_val(*ptep), pte_val(seen),
                                    pte_val(change(seen, with_what))));
        if (pte_same(found, seen))
            return seen;
        if (!BUGGY(STALE_RETRY))
            seen = found;
    }
}

static pte_t change_old(pte_t pte, u64 unused)
{
    (void)unused;
    return without(pte, PTE_AF);
}

static pte_t change_clean(pte_t pte, u64 unused)
{
    (void)unused;
    return pte_mkclean(pte);
}

static pte_t change_wrprotect(pte_t pte, u64 unused)
{
    (void)unused;
    return pte_wrprotect(pte);
}

static pte_t change_access(pte_t pte, u64 entry)
{
    u64 set = entry & (PTE_AF | PTE_WRITE | PTE_DIRTY);
    return without(with(pte, set), PTE_RDONLY & ~entry);
}

/* Flushes. */

static void flush_tlb_range(struct quire_mm *mm, u64 addr, int nr)
{
    quire_tlbi(mm, addr, advance(addr, nr), 1ull << page_shift(), 3, QUIRE_LAST_LEVEL);
    quire_barrier(QUIRE_DSB);
}

static void flush_local(struct quire_mm *mm, u64 addr, int nr)
{
    quire_tlbi(mm, addr, advance(addr, nr), 1ull << page_shift(), 3,
               QUIRE_LAST_LEVEL | QUIRE_LOCAL);
    quire_barrier(QUIRE_DSB);
}

/* A young translation that is kept a little longer does no harm: nobody waits. */
static void flush_young(struct quire_mm *mm, u64 addr, int nr)
{
    quire_tlbi(mm, addr, advance(addr, nr), 1ull << page_shift(), 3,
               QUIRE_LAST_LEVEL | QUIRE_NOSYNC);
}

/* Folding and unfolding. */

/* Rewrites a block to the size that `pte`, the new value of its entry `ptep`, has. */
static void convert(struct quire_mm *mm, u64 addr, pte_t *ptep, pte_t pte)
{
    pte_t *start = block_start(ptep);
    u64 start_addr = advance(addr, start - ptep);
    pte_t value = pte_advance_pfn(pte, start - ptep);
    pte_t few[16];
    pte_t *taken = few;
    if (BUGGY(HEAP_OVERFLOW))
        taken = malloc((size_t)(cont_ptes() - 1) * sizeof *taken);
    for (int i = 0; i < cont_ptes(); i++) {
        pte_t old = ptep_exchange(start + i);
        if (BUGGY(MEMORY_CORRUPTION) || BUGGY(HEAP_OVERFLOW)) {
            taken[i] = old;
            old = taken[i];
        }
        if (BUGGY(LOST_DIRTY))
            old = pte_mkclean(old);
        value = pte_merge(value, old);
    }
    if (BUGGY(HEAP_OVERFLOW))
        free(taken);
    if (quire_machine()->bbm < 2 && !BUGGY(MISSING_FLUSH))
        flush_tlb_range(mm, start_addr, cont_ptes());
    for (int i = 0; i < cont_ptes(); i++)
        WRITE_ONCE(start[i], pte_advance_pfn(value, i));
}

static void unfold(struct quire_mm *mm, u64 addr, pte_t *ptep)
{
    pte_t pte = ptep_read(ptep);
    if (pte_valid_cont(pte))
        convert(mm, addr, ptep, without(pte, PTE_CONT));
}

/* Unfolds the blocks that a range cuts: at most its first and its last. */
static void unfold_partial(struct quire_mm *mm, u64 addr, pte_t *ptep, int nr)
{
    pte_t *end = ptep + nr;
    if (block_start(ptep) != ptep || nr < cont_ptes())
        unfold(mm, addr, ptep);
    if (block_start(end) != end)
        unfold(mm, advance(addr, nr - 1), end - 1);
}

static bool folio_covers(u64 pfn, int pages)
{
    struct quire_folio *folio = quire_folio_of(pfn);
    return folio && pfn + (u64)pages <= folio->pfn + (1ull << folio->order);
}

static bool block_agrees(pte_t *start, pte_t first)
{
    for (int i = 0; i < cont_ptes(); i++)
        if (!pte_same(pte_uniform(ptep_read(start + i)), pte_advance_pfn(first, i)))
            return false;
    return true;
}

/* Folds the block of an entry that was just set by itself, if the rules allow it. */
static void fold(struct quire_mm *mm, u64 addr, pte_t *ptep, pte_t pte)
{
    int last = cont_ptes() - 1;
    pte_t first;
    if (block_start(ptep) + last != ptep || (pte_pfn(pte) & (u64)last) != (u64)last)
        return;
    if (!pte_valid(pte) || has(pte, PTE_SPECIAL) || mm->kind != QUIRE_USER)
        return;
    first = pte_advance_pfn(pte, -last);
    if (folio_covers(pte_pfn(first), last + 1) && block_agrees(ptep - last, pte_uniform(first)))
        convert(mm, addr, ptep, with(pte, PTE_CONT));
}

/* Reads. */

static pte_t ptep_get(pte_t *ptep)
{
    pte_t pte = BUGGY(RAW_DEREFERENCE) ? *ptep : ptep_read(ptep);
    pte_t *start = block_start(ptep);
    if (!pte_valid_cont(pte))
        return pte;
    for (int i = 0; i < cont_ptes(); i++)
        pte = pte_merge(pte, ptep_read(start + i));
    return pte_shown(pte);
}

static pte_t ptep_get_lockless(pte_t *ptep)
{
    pte_t *start = block_start(ptep);
    for (;;) {
        pte_t pte = ptep_read(ptep);
        pte_t first = pte_uniform(pte_advance_pfn(pte, start - ptep));
        int i = 0;
        if (!pte_valid_cont(pte))
            return pte;
        for (; i < cont_ptes(); i++) {
            pte_t other = ptep_read(start + i);
            if (!pte_same(pte_uniform(other), pte_advance_pfn(first, i)))
                break;
            pte = pte_merge(pte, other);
        }
        if (i == cont_ptes())
            return pte_shown(pte);
    }
}

/* Reads hide the contiguous bit, so the value does not tell: the entry does. */
static int pte_batch_hint(pte_t *ptep)
{
    return pte_valid_cont(ptep_read(ptep)) ? (int)(block_start(ptep) + cont_ptes() - ptep) : 1;
}

static pte_t batch_normal(pte_t pte, unsigned flags)
{
    pte = without(pte, PTE_AF | PTE_CONT);
    if (!(flags & RESPECT_DIRTY))
        pte = pte_mkclean(pte);
    return flags & RESPECT_WRITE ? pte : pte_wrprotect(pte);
}

/* A special page has no folio: none to look at, and none to batch with. */
static struct quire_folio *pte_folio(pte_t pte)
{
    return has(pte, PTE_SPECIAL) ? NULL : quire_folio_of(pte_pfn(pte));
}

static int pages_left(pte_t pte)
{
    struct quire_folio *folio = pte_folio(pte);
    if (!folio && !BUGGY(NULL_DEREFERENCE))
        return 1;
    return (int)(folio->pfn + (1ull << folio->order) - pte_pfn(pte));
}

static int folio_pte_batch_flags(pte_t *ptep, pte_t *copy, int max_nr, unsigned flags)
{
    int left = pages_left(*copy);
    int most = max_nr < left ? max_nr : left;
    int nr = pte_batch_hint(ptep);
    pte_t expected = pte_advance_pfn(batch_normal(*copy, flags), nr);
    while (nr < most) {
        pte_t pte = ptep_get(ptep + nr);
        int hint;
        if (!pte_present(pte) || !pte_same(batch_normal(pte, flags), expected))
            break;
        if (flags & MERGE_WRITE && pte_write(pte))
            *copy = pte_mkwrite(*copy);
        if (flags & MERGE_YOUNG_DIRTY)
            *copy = pte_merge(*copy, pte);
        hint = pte_batch_hint(ptep + nr);
        expected = pte_advance_pfn(expected, hint);
        nr += hint;
    }
    return nr < most ? nr : most;
}

/* Installing. */

static void store(pte_t *ptep, pte_t pte, long nr)
{
    for (long i = 0; i < nr; i++)
        WRITE_ONCE(ptep[i], pte_advance_pfn(pte, i));
}

/* What a range cuts off blocks, and between them whole blocks, born folded. */
static void set_blocks(struct quire_mm *mm, pte_t *ptep, pte_t pte, int nr)
{
    pte_t *end = ptep + nr;
    pte_t *first = block_start(ptep + cont_ptes() - 1);
    pte_t *last = block_start(end);
    pte_t middle;
    if (first > end)
        first = end;
    if (last < first)
        last = first;
    middle = pte_advance_pfn(pte, first - ptep);
    if (mm->kind == QUIRE_USER && pte_valid(pte) && pte_pfn(middle) % (u64)cont_ptes() == 0)
        middle = with(middle, PTE_CONT);
    store(ptep, pte, first - ptep);
    store(first, middle, last - first);
    store(last, pte_advance_pfn(pte, last - ptep), end - last);
}

static void set_ptes(struct quire_mm *mm, u64 addr, pte_t *ptep, pte_t pte, int nr)
{
    pte = pte_strip(pte);
    if (BUGGY(FAILED_CHECK))
        VM_WARN_ON(nr > 1 && block_start(ptep) != ptep);
    if (BUGGY(FATAL_CHECK))
        BUG_ON(nr > 1 && block_start(ptep) != ptep);
    if (nr > 1) {
        set_blocks(mm, ptep, pte, nr);
        quire_barrier(QUIRE_DSB_ST);
        return;
    }
    unfold(mm, addr, ptep);
    WRITE_ONCE(*ptep, pte);
    quire_barrier(QUIRE_DSB_ST);
    fold(mm, addr, ptep, pte);
}

/* Removing. */

static void pte_clear(struct quire_mm *mm, u64 addr, pte_t *ptep)
{
    unfold(mm, addr, ptep);
    WRITE_ONCE(*ptep, __pte(0));
}

static pte_t ptep_get_and_clear(struct quire_mm *mm, u64 addr, pte_t *ptep)
{
    unfold(mm, addr, ptep);
    return ptep_exchange(ptep);
}

static pte_t get_and_clear_full_ptes(struct quire_mm *mm, u64 addr, pte_t *ptep, int nr)
{
    pte_t first;
    unfold_partial(mm, addr, ptep, nr);
    first = ptep_exchange(ptep);
    for (int i = 1; i < nr; i++) {
        int step = BUGGY(OUT_OF_RANGE_SLOT) ? i * (int)sizeof *ptep : i;
        first = pte_merge(first, ptep_exchange(ptep + step));
    }
    return pte_shown(first);
}

static pte_t ptep_clear_flush(struct quire_mm *mm, u64 addr, pte_t *ptep)
{
    pte_t old = ptep_get_and_clear(mm, addr, ptep);
    if (pte_valid(old))
        flush_tlb_range(mm, addr, 1);
    return old;
}

/* Young and dirty. */

static pte_t *widened_start(pte_t *ptep)
{
    return pte_valid_cont(ptep_read(ptep)) ? block_start(ptep) : ptep;
}

static pte_t *widened_end(pte_t *end)
{
    if (!pte_valid_cont(ptep_read(end - 1)))
        return end;
    if (BUGGY(ENDLESS_LOOP)) {
        for (;; end += 2)
            if (block_start(end) == end)
                return end;
    }
    return block_start(end - 1) + cont_ptes();
}

static bool test_and_clear_young_ptes(pte_t *ptep, int nr)
{
    pte_t *end = widened_end(ptep + nr);
    bool young = false;
    for (pte_t *at = widened_start(ptep); at < end; at++)
        young |= pte_young(ptep_change(at, change_old, 0));
    return young;
}

static bool clear_flush_young_ptes(struct quire_mm *mm, u64 addr, pte_t *ptep, int nr)
{
    pte_t *start = widened_start(ptep);
    pte_t *end = widened_end(ptep + nr);
    bool young = test_and_clear_young_ptes(start, (int)(end - start));
    if (young)
        flush_young(mm, advance(addr, start - ptep), (int)(end - start));
    return young;
}

/* With both flags all that may be lost to a race is what is being cleared. */
static void clear_young_dirty_ptes(pte_t *ptep, int nr, unsigned flags)
{
    pte_t *end = widened_end(ptep + nr);
    for (pte_t *at = widened_start(ptep); at < end; at++) {
        if (flags == (CLEAR_YOUNG | CLEAR_DIRTY))
            WRITE_ONCE(*at, pte_uniform(ptep_read(at)));
        else
            ptep_change(at, flags == CLEAR_YOUNG ? change_old : change_clean, 0);
    }
}

/* Permissions. */

static void wrprotect_ptes(struct quire_mm *mm, u64 addr, pte_t *ptep, int nr)
{
    unfold_partial(mm, addr, ptep, nr);
    for (int i = 0; i < nr; i++)
        ptep_change(ptep + i, change_wrprotect, 0);
}

static bool set_access_flags(struct quire_mm *mm, u64 addr, pte_t *ptep, pte_t entry, bool dirty)
{
    if (pte_same(ptep_read(ptep), entry))
        return false;
    ptep_change(ptep, change_access, pte_val(entry));
    if (dirty)
        flush_local(mm, addr, 1);
    return true;
}

/* Whether each entry of the block, by itself, has just the access flags asked for. */
static bool block_has(pte_t *start, pte_t entry)
{
    for (int i = 0; i < cont_ptes(); i++)
        if ((pte_val(ptep_read(start + i)) ^ pte_val(entry)) & ACCESS_FLAGS)
            return false;
    return true;
}

static bool ptep_set_access_flags(struct quire_mm *mm, u64 addr, pte_t *ptep, pte_t entry,
                                  bool dirty)
{
    pte_t *start = block_start(ptep);
    pte_t own = ptep_read(ptep);
    entry = pte_strip(entry);
    if (!pte_valid_cont(own))
        return set_access_flags(mm, addr, ptep, entry, dirty);
    if (block_has(start, entry))
        return false;
    if (pte_write(own) != pte_write(entry)) {
        unfold(mm, addr, ptep);
        set_access_flags(mm, addr, ptep, entry, dirty);
        return true;
    }
    for (int i = 0; i < cont_ptes(); i++)
        ptep_change(start + i, change_access, pte_val(entry));
    if (dirty)
        flush_local(mm, advance(addr, start - ptep), cont_ptes());
    return true;
}

/* What the core does with them, as it does it. */

static int unmap_batch(struct quire_mm *mm, u64 addr, pte_t *ptep, pte_t *copy, int max_nr)
{
    int nr;
    *copy = ptep_get(ptep);
    nr = folio_pte_batch_flags(ptep, copy, max_nr, 0);
    *copy = get_and_clear_full_ptes(mm, addr, ptep, nr);
    flush_tlb_range(mm, addr, nr);
    return nr;
}

/* The first value of a batch is set on all of it, so write counts. */
static void move_ptes(struct quire_mm *mm, u64 addr, pte_t *ptep, int nr, u64 to, pte_t *to_ptep)
{
    int batch = 1;
    for (int done = 0; done < nr; done += batch) {
        pte_t pte = ptep_get(ptep + done);
        batch = 1;
        if (pte_present(pte))
            batch = folio_pte_batch_flags(ptep + done, &pte, nr - done, RESPECT_WRITE);
        if (pte_val(pte) == 0)
            continue;
        pte = get_and_clear_full_ptes(mm, advance(addr, done), ptep + done, batch);
        set_ptes(mm, advance(to, done), to_ptep + done, pte, batch);
    }
    flush_tlb_range(mm, addr, nr);
}

/* From calls to functions. */

static void run_ptep_get(struct quire_call *c)
{
    quire_return(c, pte_val(ptep_get(c->ptep)));
}

static void run_ptep_get_lockless(struct quire_call *c)
{
    quire_return(c, pte_val(ptep_get_lockless(c->ptep)));
}

static void run_pte_advance_pfn(struct quire_call *c)
{
    quire_return(c, pte_val(pte_advance_pfn(__pte(c->pte), c->nr)));
}

static void run_pte_batch_hint(struct quire_call *c)
{
    quire_return(c, (u64)pte_batch_hint(c->ptep));
}

static void run_folio_pte_batch_flags(struct quire_call *c)
{
    pte_t copy = __pte(c->pte);
    quire_return(c, (u64)folio_pte_batch_flags(c->ptep, &copy, c->max_nr, c->flags));
    quire_return_pte(c, pte_val(copy));
}

static void run_set_ptes(struct quire_call *c)
{
    set_ptes(c->mm, c->addr, c->ptep, __pte(c->pte), c->nr);
}

static void run_pte_clear(struct quire_call *c)
{
    pte_clear(c->mm, c->addr, c->ptep);
}

static void run_clear_nonpresent_ptes(struct quire_call *c)
{
    for (int i = 0; i < c->nr; i++)
        pte_clear(c->mm, advance(c->addr, i), (pte_t *)c->ptep + i);
}

static void run_ptep_get_and_clear(struct quire_call *c)
{
    quire_return(c, pte_val(ptep_get_and_clear(c->mm, c->addr, c->ptep)));
}

static void run_get_and_clear_full_ptes(struct quire_call *c)
{
    quire_return(c, pte_val(get_and_clear_full_ptes(c->mm, c->addr, c->ptep, c->nr)));
}

static void run_clear_full_ptes(struct quire_call *c)
{
    get_and_clear_full_ptes(c->mm, c->addr, c->ptep, c->nr);
}

static void run_ptep_clear_flush(struct quire_call *c)
{
    quire_return(c, pte_val(ptep_clear_flush(c->mm, c->addr, c->ptep)));
}

static void run_ptep_test_and_clear_young(struct quire_call *c)
{
    quire_return(c, test_and_clear_young_ptes(c->ptep, 1));
}

static void run_test_and_clear_young_ptes(struct quire_call *c)
{
    quire_return(c, test_and_clear_young_ptes(c->ptep, c->nr));
}

static void run_clear_flush_young_ptes(struct quire_call *c)
{
    quire_return(c, clear_flush_young_ptes(c->mm, c->addr, c->ptep, c->nr));
}

static void run_clear_young_dirty_ptes(struct quire_call *c)
{
    clear_young_dirty_ptes(c->ptep, c->nr, c->flags);
}

static void run_wrprotect_ptes(struct quire_call *c)
{
    wrprotect_ptes(c->mm, c->addr, c->ptep, c->nr);
}

static void run_ptep_set_access_flags(struct quire_call *c)
{
    quire_return(c, ptep_set_access_flags(c->mm, c->addr, c->ptep, __pte(c->entry), c->dirty));
}

static void run_modify_prot_commit_ptes(struct quire_call *c)
{
    set_ptes(c->mm, c->addr, c->ptep, __pte(c->new_pte), c->nr);
}

static void run_unmap_batch(struct quire_call *c)
{
    pte_t copy;
    quire_return(c, (u64)unmap_batch(c->mm, c->addr, c->ptep, &copy, c->max_nr));
    quire_return_pte(c, pte_val(copy));
}

static void run_move_ptes(struct quire_call *c)
{
    move_ptes(c->mm, c->addr, c->ptep, c->nr, c->to, c->to_ptep);
}

static void run_madvise_free(struct quire_call *c)
{
    clear_young_dirty_ptes(c->ptep, c->nr, CLEAR_YOUNG | CLEAR_DIRTY);
    flush_tlb_range(c->mm, c->addr, c->nr);
}

static void run_flush_tlb_range(struct quire_call *c)
{
    flush_tlb_range(c->mm, c->addr, c->nr);
}

static void run_flush_tlb_page(struct quire_call *c)
{
    flush_tlb_range(c->mm, c->addr, 1);
}

static const struct quire_operation operations[] = {
    {"ptep_get", "ptep", run_ptep_get},
    {"ptep_get_lockless", "ptep", run_ptep_get_lockless},
    {"pte_advance_pfn", "pte nr", run_pte_advance_pfn},
    {"pte_batch_hint", "ptep pte", run_pte_batch_hint},
    {"folio_pte_batch_flags", "ptep pte max_nr flags", run_folio_pte_batch_flags},
    {"set_ptes", "mm addr ptep pte nr", run_set_ptes},
    {"pte_clear", "mm addr ptep", run_pte_clear},
    {"clear_nonpresent_ptes", "mm addr ptep nr", run_clear_nonpresent_ptes},
    {"ptep_get_and_clear", "mm addr ptep", run_ptep_get_and_clear},
    {"get_and_clear_full_ptes", "mm addr ptep nr", run_get_and_clear_full_ptes},
    {"clear_full_ptes", "mm addr ptep nr", run_clear_full_ptes},
    {"ptep_clear_flush", "mm addr ptep", run_ptep_clear_flush},
    {"ptep_test_and_clear_young", "ptep", run_ptep_test_and_clear_young},
    {"test_and_clear_young_ptes", "ptep nr", run_test_and_clear_young_ptes},
    {"clear_flush_young_ptes", "mm addr ptep nr", run_clear_flush_young_ptes},
    {"clear_young_dirty_ptes", "ptep nr flags", run_clear_young_dirty_ptes},
    {"wrprotect_ptes", "mm addr ptep nr", run_wrprotect_ptes},
    {"ptep_set_access_flags", "mm addr ptep entry dirty", run_ptep_set_access_flags},
    {"modify_prot_start_ptes", "mm addr ptep nr", run_get_and_clear_full_ptes},
    {"modify_prot_commit_ptes", "mm addr ptep new nr", run_modify_prot_commit_ptes},
    {"unmap_batch", "mm addr ptep max_nr", run_unmap_batch},
    {"move_ptes", "mm addr ptep nr to to_ptep", run_move_ptes},
    {"madvise_free", "mm addr ptep nr", run_madvise_free},
    {"flush_tlb_range", "mm addr nr", run_flush_tlb_range},
    {"flush_tlb_page", "mm addr", run_flush_tlb_page},
    {0},
};

int main(void)
{
    static const struct quire_subject subject = {
        .name = "contpte-c",
        .operations = operations,
        .stateless = 1,
        .folds_exactly = 1,
    };
    return quire_run(&subject);
}
