/*
 * example.c - the smallest subject: entries one by one, in the kernel's words, in ten minutes.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * Compiled with -DWRONG it write-protects with a read and a write, and loses the dirty bit that
 * hardware sets in between. README.md walks from there to a regression test.
 */
#define QUIRE_IMPLEMENTATION
#define QUIRE_KERNEL_NAMES /* READ_ONCE, WRITE_ONCE, xchg, cmpxchg, WARN_ON, BUG_ON */
#include "quire.h"

/* 1. What stands for the kernel's headers. */

typedef struct {
    quire_u64 pte;
} pte_t;

#define pte_val(x) ((x).pte)
#define __pte(x) ((pte_t){(x)})

#define PTE_VALID (1ull << 0)
#define PTE_RDONLY (1ull << 7)
#define PTE_AF (1ull << 10)
#define PTE_PRESENT_INVALID (1ull << 11)
#define PTE_WRITE (1ull << 51)
#define PTE_CONT (1ull << 52)
#define PTE_DIRTY (1ull << 55)

#define PAGE_SHIFT 12
#define PAGE_SIZE (1ull << PAGE_SHIFT)
#define ADDRESS ((1ull << 48) - PAGE_SIZE)

static const char *refuses(const struct quire_machine *machine)
{
    return machine->page_shift == PAGE_SHIFT && machine->pa_bits == 48
               ? 0
               : "made for 4 KiB pages and 48-bit addresses";
}

/* 2. The code under test: nothing in it knows of the harness. */

static pte_t pte_advance_pfn(pte_t pte, int nr)
{
    quire_u64 next = pte_val(pte) + (quire_u64)nr * PAGE_SIZE;
    return __pte((pte_val(pte) & ~ADDRESS) | (next & ADDRESS));
}

static pte_t pte_wrprotect(pte_t pte)
{
    if ((pte_val(pte) & PTE_WRITE) && !(pte_val(pte) & PTE_RDONLY))
        pte = __pte(pte_val(pte) | PTE_DIRTY);
    return __pte((pte_val(pte) & ~PTE_WRITE) | PTE_RDONLY);
}

static void set_ptes(pte_t *ptep, pte_t pte, int nr)
{
    if (pte_val(pte) & (PTE_VALID | PTE_PRESENT_INVALID))
        pte = __pte(pte_val(pte) & ~PTE_CONT);
    for (int i = 0; i < nr; i++)
        WRITE_ONCE(ptep[i], pte_advance_pfn(pte, i));
    quire_barrier(QUIRE_DSB_ST);
}

static pte_t ptep_get_and_clear(pte_t *ptep)
{
    return __pte(xchg(&pte_val(*ptep), 0));
}

static void ptep_set_wrprotect(pte_t *ptep)
{
    pte_t old = READ_ONCE(*ptep);
#ifdef WRONG
    WRITE_ONCE(*ptep, pte_wrprotect(old));
#else
    pte_t seen;
    do {
        seen = old;
        old = __pte(cmpxchg(&pte_val(*ptep), pte_val(seen), pte_val(pte_wrprotect(seen))));
    } while (pte_val(old) != pte_val(seen));
#endif
}

static void flush_tlb_page(struct quire_mm *mm, quire_u64 addr)
{
    quire_tlbi(mm, addr, addr + PAGE_SIZE, PAGE_SIZE, 3, QUIRE_LAST_LEVEL);
}

static pte_t ptep_clear_flush(struct quire_mm *mm, quire_u64 addr, pte_t *ptep)
{
    pte_t old = ptep_get_and_clear(ptep);
    if (pte_val(old) & PTE_VALID)
        flush_tlb_page(mm, addr);
    return old;
}

/* 3. From the harness's calls to it. */

static void run_ptep_get(struct quire_call *call)
{
    pte_t *ptep = call->ptep;
    pte_t pte = READ_ONCE(*ptep);
    quire_return(call, pte_val(pte));
}

static void run_set_ptes(struct quire_call *call)
{
    set_ptes(call->ptep, __pte(call->pte), call->nr);
}

static void run_pte_clear(struct quire_call *call)
{
    pte_t *ptep = call->ptep;
    WRITE_ONCE(*ptep, __pte(0));
}

static void run_ptep_get_and_clear(struct quire_call *call)
{
    quire_return(call, pte_val(ptep_get_and_clear(call->ptep)));
}

static void run_ptep_set_wrprotect(struct quire_call *call)
{
    ptep_set_wrprotect(call->ptep);
}

static void run_ptep_clear_flush(struct quire_call *call)
{
    quire_return(call, pte_val(ptep_clear_flush(call->mm, call->addr, call->ptep)));
}

static const struct quire_operation operations[] = {
    {"ptep_get", "ptep", run_ptep_get},
    {"ptep_get_lockless", "ptep", run_ptep_get},
    {"set_ptes", "ptep pte nr", run_set_ptes},
    {"pte_clear", "ptep", run_pte_clear},
    {"ptep_get_and_clear", "ptep", run_ptep_get_and_clear},
    {"ptep_set_wrprotect", "ptep", run_ptep_set_wrprotect},
    {"ptep_clear_flush", "mm addr ptep", run_ptep_clear_flush},
    {0},
};

int main(void)
{
    static const struct quire_subject subject = {
        .name = "example",
        .operations = operations,
        .stateless = 1,
        .refuses = refuses,
    };
    return quire_run(&subject);
}
