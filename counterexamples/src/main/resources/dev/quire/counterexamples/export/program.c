/* --- Memory, hardware, and what is checked after each step. --- */

#define QUIRE_VALID 1ull
#define QUIRE_PAGE 2ull
#define QUIRE_USER_BIT (1ull << 6)
#define QUIRE_RDONLY (1ull << 7)
#define QUIRE_AF (1ull << 10)
#define QUIRE_NG (1ull << 11)
#define QUIRE_WRITABLE (1ull << 51)
#define QUIRE_CONT (1ull << 52)
#define QUIRE_UXN (1ull << 54)
#define QUIRE_SOFT_DIRTY (1ull << 55)
#define QUIRE_SPECIAL (1ull << 56)
#define QUIRE_UFFD_WP (1ull << 58)
/* Not compared: young and dirty are intervals, the contiguous bit is the subject's. */
#define QUIRE_MARKS (QUIRE_AF | QUIRE_RDONLY | QUIRE_SOFT_DIRTY | QUIRE_CONT)
/* What a block's entries may differ in while a call goes over them. */
#define QUIRE_ACCESS_FLAGS (QUIRE_AF | QUIRE_RDONLY | QUIRE_SOFT_DIRTY | QUIRE_WRITABLE)
enum { QUIRE_MUST_YOUNG = 1, QUIRE_MUST_DIRTY = 2, QUIRE_MAY_YOUNG = 4, QUIRE_MAY_DIRTY = 8 };
enum { QUIRE_MUST = 3, QUIRE_MAY = 12, QUIRE_YOUNG = 5, QUIRE_DIRTY = 10 };
enum quire_how { QUIRE_READS, QUIRE_SETS, QUIRE_CLEARS, QUIRE_LOWERS, QUIRE_PROTECTS, QUIRE_RAISES,
                 QUIRE_MOVES };
enum { QUIRE_ACTS = 64, QUIRE_LIMIT = 100000, QUIRE_SPIN = 100000, QUIRE_STORES = 4 * QUIRE_LIMIT,
       QUIRE_SECONDS = 20 };

struct quire_stored {
    int slot;
    int exchange;
    quire_u64 old;
    quire_u64 next;
};

static struct quire_level {
    int number; /* of the step */
    const char *text;
    const char *name;
    enum quire_how how;
    int slot, end, to;
    int bits; /* set, lowered or raised */
    int returned; /* what the return must and may say */
    int accesses, low, high, next, acts, nested;
    struct { int access; void (*run)(void); } act[QUIRE_ACTS];
    int completed, done_slot[QUIRE_ACTS], done_bits[QUIRE_ACTS];
    int moments;
    quire_u64 moment[QUIRE_ACTS + 2];
    jmp_buf unwind;
} quire_levels[4];
static int quire_depth = -1;
#define QUIRE_NOW (&quire_levels[quire_depth])

static quire_u64 quire_entries[QUIRE_ALL_SLOTS + QUIRE_TABLE];
static quire_u64 quire_means[QUIRE_ALL_SLOTS + QUIRE_TABLE]; /* what an entry must mean */
static unsigned char quire_bounds[QUIRE_ALL_SLOTS + QUIRE_TABLE]; /* of young and dirty */
static struct quire_stored quire_stores[QUIRE_STORES];
static struct { int store; int mm; quire_u64 start, end; int local, waited; } quire_tlbis[QUIRE_LIMIT];
static int quire_stored, quire_invalidated;
static const struct quire_subject *quire_subject_;
static char *quire_window;

static void quire_broken(const char *invariant, int slot, const char *what)
{
    const struct quire_level *now = QUIRE_NOW;
    fflush(stdout);
    fprintf(stderr, "step %d: %s\n%s: %s", now->number, now->text, invariant, what);
    if (slot >= 0)
        fprintf(stderr, ", at 0x%llx of mm %d: the entry is 0x%016llx, its meaning must be 0x%016llx",
                quire_tables[slot / QUIRE_TABLE].addr +
                    ((quire_u64)(slot % QUIRE_TABLE) << QUIRE_SHIFT),
                quire_tables[slot / QUIRE_TABLE].mm, quire_entries[slot], quire_means[slot]);
    fprintf(stderr, "\n");
    exit(1);
}

static void quire_misused(const char *what, const char *of)
{
    fprintf(stderr, "%s%s\n", what, of);
    exit(2);
}

static int quire_slot_of(int mm, quire_u64 addr)
{
    for (int i = 0; i < QUIRE_TABLES; i++) {
        quire_u64 start = quire_tables[i].addr;
        if (quire_tables[i].mm == mm && addr >= start &&
            addr - start < (quire_u64)QUIRE_TABLE << QUIRE_SHIFT)
            return i * QUIRE_TABLE + (int)((addr - start) >> QUIRE_SHIFT);
    }
    quire_misused("no table maps an address of the trace", "");
    return 0;
}

/* Values. */

static quire_u64 quire_address_mask(void)
{
    if (QUIRE_PA_BITS == 48)
        return (1ull << 48) - (1ull << QUIRE_SHIFT);
    return QUIRE_SHIFT == 16 ? (1ull << 48) - 0x1000
                             : ((1ull << 50) - (1ull << QUIRE_SHIFT)) | 0x300;
}

static quire_u64 quire_pfn(quire_u64 pte)
{
    quire_u64 low = QUIRE_SHIFT == 16 ? 0xf000 : 0x300;
    quire_u64 at = pte & quire_address_mask();
    if (QUIRE_PA_BITS == 52)
        at = (at & ~low) | (at & low) << (QUIRE_SHIFT == 16 ? 36 : 42);
    return at >> QUIRE_SHIFT;
}

static quire_u64 quire_pte(quire_u64 pfn, quire_u64 prot)
{
    quire_u64 low = QUIRE_SHIFT == 16 ? 0xf000 : 0x300;
    quire_u64 at = pfn << QUIRE_SHIFT;
    if (QUIRE_PA_BITS == 52)
        at = (at & ((1ull << (QUIRE_SHIFT == 16 ? 48 : 50)) - (1ull << QUIRE_SHIFT))) |
             (at >> (QUIRE_SHIFT == 16 ? 36 : 42) & low);
    return (at & quire_address_mask()) | (prot & ~quire_address_mask());
}

static int quire_present(quire_u64 pte) { return (pte & (QUIRE_VALID | QUIRE_NG)) != 0; }
static int quire_is_valid(quire_u64 pte) { return (pte & QUIRE_VALID) != 0; }
static int quire_valid_cont(quire_u64 pte) { return !(~pte & (QUIRE_VALID | QUIRE_CONT)); }
static int quire_young(quire_u64 pte) { return (pte & QUIRE_AF) != 0; }

static int quire_dirty(quire_u64 pte)
{
    return (pte & QUIRE_SOFT_DIRTY) || (pte & (QUIRE_WRITABLE | QUIRE_RDONLY)) == QUIRE_WRITABLE;
}

static int quire_seen(quire_u64 pte)
{
    return (quire_young(pte) ? QUIRE_YOUNG : 0) | (quire_dirty(pte) ? QUIRE_DIRTY : 0);
}

static quire_u64 quire_advance(quire_u64 pte, long pages)
{
    return quire_present(pte) ? quire_pte(quire_pfn(pte) + (quire_u64)pages, pte) : pte;
}

static quire_u64 quire_meaning(quire_u64 pte)
{
    return quire_present(pte) ? pte & ~QUIRE_MARKS : pte;
}

static quire_u64 quire_modify(quire_u64 pte, quire_u64 prot)
{
    quire_u64 replaced = QUIRE_VALID | 7ull << 2 | QUIRE_USER_BIT | QUIRE_RDONLY | QUIRE_NG |
                         1ull << 50 | QUIRE_WRITABLE | 3ull << 53 | 7ull << 60;
    quire_u64 changed;
    if (quire_dirty(pte))
        pte |= QUIRE_SOFT_DIRTY;
    changed = (pte & ~replaced) | (prot & replaced);
    if ((changed & QUIRE_SOFT_DIRTY) && (changed & QUIRE_WRITABLE))
        changed &= ~QUIRE_RDONLY;
    if (changed & QUIRE_UFFD_WP)
        changed = (changed & ~QUIRE_WRITABLE) | QUIRE_RDONLY;
    return changed;
}

/* Young and dirty of a page: of a contiguous one, its block's. */
static int quire_shown(int slot)
{
    int seen = 0, start = slot & -QUIRE_BLOCK;
    if (!quire_present(quire_entries[slot]))
        return 0;
    if (!quire_valid_cont(quire_entries[slot]))
        return quire_seen(quire_entries[slot]);
    for (int i = start; i < start + QUIRE_BLOCK; i++)
        seen |= quire_valid_cont(quire_entries[i]) ? quire_seen(quire_entries[i]) : 0;
    return seen;
}

/* Intervals: what must be set of a page, and what may be. */

struct quire_folio *quire_folio_of(quire_u64 pfn)
{
    for (int i = 0; i < QUIRE_FOLIOS; i++)
        if (pfn >= quire_folios[i].pfn && pfn - quire_folios[i].pfn < 1ull << quire_folios[i].order)
            return &quire_folios[i];
    return NULL;
}

static int quire_alike(int slot, int other)
{
    quire_u64 one = quire_means[slot], two = quire_means[other];
    struct quire_folio *folio = quire_folio_of(quire_pfn(one));
    return quire_present(one) && quire_present(two) && !((one | two) & QUIRE_SPECIAL) && folio &&
           folio == quire_folio_of(quire_pfn(two));
}

static void quire_share(int slot, int start, int end)
{
    int may = 0;
    for (int i = start; i < end; i++)
        may |= quire_alike(slot, i) ? quire_bounds[i] & QUIRE_MAY : 0;
    for (int i = start; i < end; i++)
        quire_bounds[i] |= quire_alike(slot, i) ? may : 0;
}

static void quire_raise(int slot, int bits)
{
    int start = slot & -QUIRE_BLOCK;
    if (!quire_present(quire_means[slot]))
        return;
    quire_bounds[slot] |= bits;
    for (int i = start; i < start + QUIRE_BLOCK; i++)
        quire_bounds[i] |= quire_alike(slot, i) ? bits & QUIRE_MAY : 0;
}

static void quire_lower(int start, int end, int bits)
{
    for (int i = start & -QUIRE_BLOCK; i < ((end - 1) & -QUIRE_BLOCK) + QUIRE_BLOCK; i++) {
        if (i >= start && i < end)
            quire_bounds[i] &= ~bits;
        else if (quire_alike(i < start ? start : end - 1, i))
            quire_bounds[i] &= ~(bits & QUIRE_MUST);
    }
}

static int quire_together(int start, int end)
{
    int bits = 0;
    for (int i = start & -QUIRE_BLOCK; i < ((end - 1) & -QUIRE_BLOCK) + QUIRE_BLOCK; i++)
        bits |= i >= start && i < end ? quire_bounds[i] : quire_bounds[i] & QUIRE_MAY;
    return bits;
}

static void quire_judge(int slot, int bounds, int seen, const char *what)
{
    if (bounds & QUIRE_MUST_DIRTY & ~seen)
        quire_broken("INV-17 dirty-not-lost", slot, what);
    if (seen & QUIRE_MAY_DIRTY & ~bounds)
        quire_broken("INV-18 dirty-not-invented", slot, what);
    if ((bounds & QUIRE_MUST_YOUNG & ~seen) || (seen & QUIRE_MAY_YOUNG & ~bounds))
        quire_broken("INV-19 young-in-bounds", slot, what);
}

/* Accesses. */

static void quire_run_acts(int access)
{
    struct quire_level *now = QUIRE_NOW;
    while (now->next < now->acts && now->act[now->next].access <= access) {
        void (*run)(void) = now->act[now->next++].run;
        run();
        if (now->moments && now->moments < QUIRE_ACTS)
            now->moment[now->moments++] =
                quire_meaning(quire_entries[now->slot]) | (quire_shown(now->slot) & QUIRE_YOUNG ? QUIRE_AF : 0) |
                (quire_shown(now->slot) & QUIRE_DIRTY ? QUIRE_SOFT_DIRTY : 0);
    }
}

static long quire_access(const volatile void *entry)
{
    struct quire_level *now = QUIRE_NOW;
    long slot = quire_slot(entry);
    if ((uintptr_t)entry % 8)
        quire_broken("INV-85 crash-free", -1, "an entry is accessed at no multiple of 8 bytes");
    if (now->accesses >= (now->nested ? QUIRE_SPIN : QUIRE_LIMIT)) {
        if (now->nested)
            longjmp(now->unwind, 1);
        quire_broken("INV-84 live", -1, "the call makes 100000 accesses and does not end");
    }
    quire_run_acts(now->accesses);
    now->accesses++;
    if (slot < now->low || slot > now->high)
        quire_broken("INV-29 reads-in-range", -1, "the call reaches for a slot beyond its blocks");
    return slot;
}

static void quire_put(long slot, quire_u64 value, int exchange)
{
    if (quire_stored == QUIRE_STORES)
        quire_broken("INV-84 live", -1, "the call stores for ever");
    quire_stores[quire_stored++] =
        (struct quire_stored){(int)slot, exchange, quire_entries[slot], value};
    quire_entries[slot] = value;
}

static int quire_own(const volatile void *entry)
{
    const volatile char *at = entry;
    return at < (volatile char *)quire_window ||
           at >= quire_window + (QUIRE_ALL_SLOTS + QUIRE_TABLE) * 8;
}

quire_u64 quire_read(const volatile void *entry)
{
    return quire_own(entry) ? *(const volatile quire_u64 *)entry
                            : quire_entries[quire_access(entry)];
}

void quire_write(volatile void *entry, quire_u64 value)
{
    if (quire_own(entry))
        *(volatile quire_u64 *)entry = value;
    else
        quire_put(quire_access(entry), value, 0);
}

quire_u64 quire_xchg(volatile void *entry, quire_u64 value)
{
    quire_u64 old;
    long slot;
    if (quire_own(entry)) {
        old = *(volatile quire_u64 *)entry;
        *(volatile quire_u64 *)entry = value;
        return old;
    }
    slot = quire_access(entry);
    old = quire_entries[slot];
    quire_put(slot, value, 1);
    return old;
}

quire_u64 quire_cmpxchg(volatile void *entry, quire_u64 expected, quire_u64 next)
{
    quire_u64 old;
    long slot;
    if (quire_own(entry)) {
        old = *(volatile quire_u64 *)entry;
        if (old == expected)
            *(volatile quire_u64 *)entry = next;
        return old;
    }
    slot = quire_access(entry);
    old = quire_entries[slot];
    if (old == expected)
        quire_put(slot, next, 1);
    return old;
}

const void *quire_load(const volatile void *from, unsigned long bytes)
{
    static quire_u64 copies[16];
    static unsigned next;
    if (bytes != 8 || quire_own(from))
        return (const void *)from;
    copies[next % 16] = quire_read(from);
    return &copies[next++ % 16];
}

void quire_store(volatile void *to, const volatile void *from, unsigned long bytes)
{
    if (bytes != 8 || quire_own(to))
        memcpy((void *)to, (const void *)from, bytes);
    else
        quire_write(to, *(const volatile quire_u64 *)from);
}

void quire_tlbi(const struct quire_mm *mm, quire_u64 start, quire_u64 end, quire_u64 stride,
                int level, unsigned flags)
{
    (void)level;
    if (quire_invalidated == QUIRE_LIMIT || stride > 1ull << QUIRE_SHIFT)
        return;
    quire_tlbis[quire_invalidated].store = quire_stored;
    quire_tlbis[quire_invalidated].mm = mm->id;
    quire_tlbis[quire_invalidated].start = start;
    quire_tlbis[quire_invalidated].end = end;
    quire_tlbis[quire_invalidated].waited = QUIRE_STORES + 1;
    quire_tlbis[quire_invalidated++].local = (flags & QUIRE_LOCAL) != 0;
}

void quire_barrier(enum quire_barrier kind)
{
    for (int i = 0; i < quire_invalidated && kind == QUIRE_DSB; i++)
        if (quire_tlbis[i].waited > QUIRE_STORES)
            quire_tlbis[i].waited = quire_stored;
}

void quire_dcache(quire_u64 pfn, int nr) { (void)pfn, (void)nr; }
void quire_icache(quire_u64 pfn, int nr) { (void)pfn, (void)nr; }
void quire_warn(const char *what) { quire_broken("INV-85 crash-free", -1, what); }
_Noreturn void quire_bug(const char *what)
{
    quire_broken("INV-85 crash-free", -1, what);
    exit(1);
}

void *quire_entry(long slot) { return quire_window + slot * 8; }
long quire_slot(const volatile void *entry)
{
    return (long)(((const volatile char *)entry - quire_window) / 8);
}
const struct quire_machine *quire_machine(void) { return &quire_machine_; }
int quire_cpu(void) { return quire_cpu_; }
void quire_return(struct quire_call *call, quire_u64 value) { call->result = value; }
void quire_return_pte(struct quire_call *call, quire_u64 pte) { call->result_pte = pte; }

struct quire_mm *quire_mm(int id)
{
    for (int i = 0; i < QUIRE_MMS; i++)
        if (quire_mms[i].id == id)
            return &quire_mms[i];
    return NULL;
}

struct quire_vma *quire_vma(int id)
{
    for (int i = 0; i < QUIRE_VMAS; i++)
        if (quire_vmas[i].id == id)
            return &quire_vmas[i];
    return NULL;
}

struct quire_vma *quire_find_vma(const struct quire_mm *mm, quire_u64 addr)
{
    for (int i = 0; i < QUIRE_VMAS; i++)
        if (quire_vmas[i].mm == mm && addr >= quire_vmas[i].start && addr < quire_vmas[i].end)
            return &quire_vmas[i];
    return NULL;
}

struct quire_folio *quire_folio(int id)
{
    for (int i = 0; i < QUIRE_FOLIOS; i++)
        if (quire_folios[i].id == id)
            return &quire_folios[i];
    return NULL;
}

/* Hardware: a walk by the page's own descriptor, or by another of its block. */

static int quire_agree(int slot, int through)
{
    return through >= 0 && (slot & -QUIRE_BLOCK) == (through & -QUIRE_BLOCK) &&
           quire_valid_cont(quire_entries[slot]) && quire_valid_cont(quire_entries[through]) &&
           quire_pfn(quire_entries[through]) - quire_pfn(quire_entries[slot]) ==
               (quire_u64)(through - slot);
}

static int quire_walk(char kind, int cpu, int slot, int through)
{
    struct quire_level *now = QUIRE_NOW;
    int used = quire_agree(slot, through) ? through : slot;
    int manages = quire_machine_.hafdbs >> cpu & 1;
    quire_u64 pte = quire_entries[used], marked = pte | QUIRE_AF;
    if (!quire_is_valid(pte) || (kind == 'x' ? (pte & QUIRE_UXN) != 0 : !(pte & QUIRE_USER_BIT)))
        return 0;
    if (kind == 'w' && (pte & QUIRE_RDONLY)) {
        if (!manages || !(pte & QUIRE_WRITABLE))
            return 0;
        marked &= ~QUIRE_RDONLY;
    }
    if (marked != pte && !manages)
        return 0;
    quire_entries[used] = marked;
    if (now->completed < QUIRE_ACTS) {
        now->done_slot[now->completed] = slot;
        now->done_bits[now->completed++] = QUIRE_YOUNG | (kind == 'w' ? QUIRE_DIRTY : 0);
    }
    return 1;
}

/* Calls. */

static void quire_begin(int number, const char *text)
{
    struct quire_level *now = &quire_levels[++quire_depth];
    memset(now, 0, sizeof *now);
    now->number = number;
    now->text = text;
    now->to = -1;
    quire_stored = quire_invalidated = 0;
}

static void quire_at(int access, void (*run)(void))
{
    struct quire_level *now = QUIRE_NOW;
    now->act[now->acts].access = access;
    now->act[now->acts++].run = run;
}

static void quire_range(int mm, quire_u64 addr, int nr, enum quire_how how)
{
    struct quire_level *now = QUIRE_NOW;
    now->how = how;
    now->slot = quire_slot_of(mm, addr);
    now->end = now->slot + nr;
    now->low = now->slot & -QUIRE_BLOCK;
    now->high = ((now->end - 1) & -QUIRE_BLOCK) + QUIRE_BLOCK - 1;
}

static struct quire_call quire_args(int cpu, int mm, quire_u64 addr, int nr)
{
    struct quire_call call = {0};
    call.cpu = cpu;
    call.mm = quire_mm(mm);
    call.vma = quire_find_vma(call.mm, addr);
    call.addr = addr;
    call.ptep = quire_entry(quire_slot_of(mm, addr));
    call.nr = call.max_nr = nr;
    return call;
}

static const struct quire_operation *quire_function(const char *name)
{
    const struct quire_operation *operation = quire_subject_->operations;
    while (operation->name && strcmp(operation->name, name))
        operation++;
    return operation->name ? operation : NULL;
}

/* What the core calls: a single or a shorter form where it fits, if the subject has it. */
static const char *quire_form(const char *name, const struct quire_call *call)
{
    static const struct { const char *name, *form; int single, flags, full; } forms[] = {
        {"wrprotect_ptes", "ptep_set_wrprotect", 1, 1, 1},
        {"modify_prot_start_ptes", "ptep_modify_prot_start", 1, 1, 1},
        {"modify_prot_commit_ptes", "ptep_modify_prot_commit", 1, 1, 1},
        {"clear_flush_young_ptes", "ptep_clear_flush_young", 1, 1, 1},
        {"pte_advance_pfn", "pte_next_pfn", 1, 1, 1},
        {"get_and_clear_full_ptes", "ptep_get_and_clear_full", 1, 1, 1},
        {"get_and_clear_full_ptes", "get_and_clear_ptes", -1, 1, 0},
        {"clear_full_ptes", "clear_ptes", 0, 1, 0},
        {"folio_pte_batch_flags", "folio_pte_batch", 0, 0, 1},
    };
    int single = call->nr == 1 ? 1 : -1;
    for (unsigned i = 0; i < sizeof forms / sizeof *forms; i++)
        if (!strcmp(forms[i].name, name) && forms[i].single * single >= 0 &&
            (forms[i].flags || !call->flags) && (forms[i].full || !call->full) &&
            quire_function(forms[i].form))
            return forms[i].form;
    return name;
}

static int quire_composes(const char *name, struct quire_call *call);

/* One more of the subject's functions in the call at hand. */
static quire_u64 quire_also(const char *name, struct quire_call *call)
{
    const struct quire_operation *operation = quire_function(name);
    int cpu = quire_cpu_;
    if (!operation && quire_composes(name, call))
        return call->result;
    if (!operation)
        quire_misused("the subject must have the function ", name);
    quire_cpu_ = call->cpu;
    operation->run(call);
    quire_cpu_ = cpu;
    return call->result;
}

/* Runs the subject's function; what others do inside it happens at their accesses. */
static quire_u64 quire_do(const char *name, struct quire_call *call)
{
    QUIRE_NOW->name = name;
    QUIRE_NOW->accesses = 0;
    return quire_also(quire_form(name, call), call);
}

/* What the core makes of several functions, for a subject that has it not as one. */

static struct quire_call quire_part(const struct quire_call *of, quire_u64 addr, int at, int nr)
{
    return quire_args(of->cpu, of->mm->id, addr + ((quire_u64)at << QUIRE_SHIFT), nr);
}

static quire_u64 quire_batch_normal(quire_u64 pte, unsigned flags)
{
    pte &= ~(QUIRE_CONT | QUIRE_AF);
    if (!(flags & 1))
        pte = (pte & ~QUIRE_SOFT_DIRTY) | QUIRE_RDONLY;
    if (!(flags & 4)) {
        pte |= quire_dirty(pte) ? QUIRE_SOFT_DIRTY : 0;
        pte = (pte & ~QUIRE_WRITABLE) | QUIRE_RDONLY;
    }
    return pte;
}

static int quire_hinted(const struct quire_call *of, int at, quire_u64 pte)
{
    struct quire_call call = quire_part(of, of->addr, at, 1);
    call.pte = pte;
    return quire_function("pte_batch_hint") ? (int)quire_also("pte_batch_hint", &call) : 1;
}

/* How many slots from the `at`-th on are of one batch, whose first entry is `first`. */
static int quire_batch(const struct quire_call *of, int at, quire_u64 first, int most,
                       unsigned flags)
{
    struct quire_call call = quire_part(of, of->addr, at, most);
    struct quire_folio *folio = quire_folio_of(quire_pfn(first));
    quire_u64 left = folio ? folio->pfn + (1ull << folio->order) - quire_pfn(first) : 1;
    int length;
    call.pte = call.result_pte = first;
    call.flags = flags;
    if (quire_function("folio_pte_batch_flags"))
        return (int)quire_also("folio_pte_batch_flags", &call);
    if (!flags && quire_function("folio_pte_batch"))
        return (int)quire_also("folio_pte_batch", &call);
    if (!folio || first & QUIRE_SPECIAL)
        left = 1;
    most = left < (quire_u64)most ? (int)left : most;
    length = quire_hinted(of, at, first);
    while (length < most) {
        struct quire_call one = quire_part(of, of->addr, at + length, 1);
        quire_u64 pte = quire_also("ptep_get", &one);
        if (!quire_present(pte) || quire_batch_normal(pte, flags) !=
                                       quire_advance(quire_batch_normal(first, flags), length))
            break;
        length += quire_hinted(of, at + length, pte);
    }
    return length < most ? length : most;
}

static void quire_flushes(const struct quire_call *of, int nr)
{
    struct quire_call call = quire_part(of, of->addr, 0, nr);
    quire_also("flush_tlb_range", &call);
}

static void quire_unmaps(struct quire_call *call)
{
    struct quire_call part = quire_part(call, call->addr, 0, 1);
    quire_u64 first = quire_also("ptep_get", &part);
    int nr = quire_batch(call, 0, first, call->max_nr, 0);
    part = quire_part(call, call->addr, 0, nr);
    call->result_pte = quire_also("get_and_clear_full_ptes", &part);
    call->result = (quire_u64)nr;
    quire_flushes(call, nr);
}

static void quire_moves(const struct quire_call *call)
{
    int nr;
    for (int done = 0; done < call->nr; done += nr) {
        struct quire_call part = quire_part(call, call->addr, done, 1);
        quire_u64 pte = quire_also("ptep_get", &part);
        nr = quire_present(pte) ? quire_batch(call, done, pte, call->nr - done, 4) : 1;
        if (pte) {
            part = quire_part(call, call->addr, done, nr);
            pte = quire_also("get_and_clear_full_ptes", &part);
            part = quire_part(call, call->to, done, nr);
            part.pte = pte;
            quire_also("set_ptes", &part);
        }
    }
    quire_flushes(call, call->nr);
}

static int quire_composes(const char *name, struct quire_call *call)
{
    quire_u64 page = 1ull << QUIRE_SHIFT;
    quire_u64 end = call->addr + page * (quire_u64)call->nr;
    if (!strcmp(name, "flush_tlb_mm"))
        quire_tlbi(call->mm, 0, ~0ull >> 1, page, 0, 0);
    else if (!strcmp(name, "flush_tlb_range"))
        quire_tlbi(call->mm, call->addr, end, page, 3, QUIRE_LAST_LEVEL);
    else if (!strcmp(name, "flush_tlb_page"))
        quire_flushes(call, 1);
    else if (!strcmp(name, "unmap_batch"))
        quire_unmaps(call);
    else if (!strcmp(name, "move_ptes"))
        quire_moves(call);
    else if (!strcmp(name, "madvise_free")) {
        quire_also("clear_young_dirty_ptes", call);
        quire_flushes(call, call->nr);
    } else
        return 0;
    return 1;
}

/* What a setter is given has the contiguous bit only where reads show it. */
static quire_u64 quire_given(quire_u64 pte)
{
    return quire_present(pte) && !quire_subject_->cont_visible ? pte & ~QUIRE_CONT : pte;
}

/* What hardware did must show, but for what the call clears just then. */
static void quire_raise_done(int mask)
{
    struct quire_level *now = QUIRE_NOW;
    for (int i = 0; i < now->completed; i++) {
        int bits = now->done_bits[i] & mask;
        int block = now->done_slot[i] & -QUIRE_BLOCK;
        if (now->how == QUIRE_LOWERS && block >= (now->slot & -QUIRE_BLOCK) && block < now->end)
            bits &= ~(now->bits & QUIRE_MUST);
        quire_raise(now->done_slot[i], bits);
    }
}

/* After the call, before the state follows it. */
static void quire_called(void)
{
    struct quire_level *now = QUIRE_NOW;
    quire_run_acts(QUIRE_LIMIT + 1);
    quire_raise_done(now->how == QUIRE_READS ? QUIRE_MAY : -1);
    now->returned = quire_together(now->slot, now->end);
}

static void quire_hidden(quire_u64 pte)
{
    if (!quire_subject_->cont_visible && quire_present(pte) && (pte & QUIRE_CONT))
        quire_broken("INV-82 cont-hidden", QUIRE_NOW->slot, "the returned value is contiguous");
}

static void quire_is_entry(quire_u64 pte, quire_u64 meaning, int bounds, const char *invariant)
{
    quire_hidden(pte);
    if (quire_meaning(pte) != meaning)
        quire_broken(invariant, QUIRE_NOW->slot, "another value is returned");
    if (quire_present(pte) && ((bounds & QUIRE_MUST & ~quire_seen(pte)) ||
                               (quire_seen(pte) & QUIRE_MAY & ~bounds)))
        quire_broken(invariant, QUIRE_NOW->slot, "young or dirty of the returned value is wrong");
}

static void quire_is_count(quire_u64 count, int least, int most, const char *invariant)
{
    if (count < (quire_u64)least || count > (quire_u64)most)
        quire_broken(invariant, QUIRE_NOW->slot, "the count is wrong");
}

/* The meaning of a run of pages from here on, each a frame further. */
static void quire_expect(int slot, int nr, quire_u64 meaning)
{
    for (int i = 0; i < nr; i++)
        quire_means[slot + i] = quire_advance(meaning, i);
}

static int quire_flushed(int start, int end, int after, int before, int local, int waited)
{
    for (int i = start; i < end; i++) {
        int done = 0;
        quire_u64 addr = quire_tables[i / QUIRE_TABLE].addr +
                         ((quire_u64)(i % QUIRE_TABLE) << QUIRE_SHIFT);
        for (int j = 0; j < quire_invalidated; j++)
            done |= quire_tlbis[j].store > after && quire_tlbis[j].store <= before &&
                    quire_tlbis[j].mm == quire_tables[i / QUIRE_TABLE].mm &&
                    quire_tlbis[j].start <= addr && addr < quire_tlbis[j].end &&
                    (!waited || quire_tlbis[j].waited <= before) &&
                    (local || !quire_tlbis[j].local);
        if (!done)
            return 0;
    }
    return 1;
}

/* All of a range is invalidated after the last store to any of it. */
static void quire_owes_flush(int start, int end, int local)
{
    int after = -1;
    for (int i = 0; i < quire_stored; i++)
        if (quire_stores[i].slot >= start && quire_stores[i].slot < end)
            after = i;
    if (!quire_flushed(start, end, after, quire_stored, local, 0))
        quire_broken("INV-83 flush-owed", start, "the call owes an invalidation");
}

static int quire_safe(quire_u64 old, quire_u64 next)
{
    quire_u64 free = 1ull << 53 | QUIRE_RDONLY | QUIRE_WRITABLE | QUIRE_NG | 1ull << 63 |
                     QUIRE_UFFD_WP | 1ull << 57 | QUIRE_SPECIAL | QUIRE_SOFT_DIRTY;
    if (!((old | next) & 6ull << 2))
        free |= 7ull << 2;
    return (old & next & QUIRE_AF) && (!(old & QUIRE_WRITABLE) || quire_dirty(next)) &&
           (!(old & QUIRE_NG) || (next & QUIRE_NG)) && !((old ^ next) & ~free);
}

/* A change of frame, memory type or shareability, or to global, of a page that may be kept. */
static int quire_needs_break(quire_u64 old, quire_u64 next)
{
    quire_u64 fixed = quire_address_mask() | 3ull << 8;
    if ((old | next) & 6ull << 2)
        fixed |= 7ull << 2;
    return ((old ^ next) & fixed) || (old & ~next & QUIRE_NG);
}

/* The stores of a step in their order: such a change goes through none and an invalidation. */
static void quire_check_stores(void)
{
    struct quire_level *now = QUIRE_NOW;
    int converted = -1;
    quire_u64 template = 0;
    for (int i = 0; i < quire_stored; i++) {
        const struct quire_stored *store = &quire_stores[i];
        quire_u64 held = 0, next = store->next;
        int emptied = -1, key, resized, moved;
        if (quire_present(next) && (next & QUIRE_CONT) &&
            (!quire_is_valid(next) ||
             quire_mm(quire_tables[store->slot / QUIRE_TABLE].mm)->kind != QUIRE_USER))
            quire_broken("INV-39 cont-eligible", store->slot, "a contiguous entry is stored");
        for (int j = 0; j <= i; j++) {
            if (quire_stores[j].slot == store->slot && quire_is_valid(quire_stores[j].old)) {
                held = quire_stores[j].old;
                emptied = j;
            }
        }
        if (quire_is_valid(store->old) && quire_is_valid(next) && !store->exchange &&
            now->how == QUIRE_SETS && !quire_safe(store->old, next))
            quire_broken("INV-31 store-safe", store->slot, "a live entry is stored over");
        if (!quire_is_valid(next) || !held)
            continue;
        resized = quire_valid_cont(held) != quire_valid_cont(next);
        moved = quire_needs_break(held, next);
        if ((moved || resized) && quire_is_valid(store->old))
            quire_broken("INV-41 break-before-make", store->slot,
                         moved ? "the page changes at once" : "the size changes at once");
        if ((moved || (resized && QUIRE_BREAKS)) &&
            !quire_flushed(store->slot, store->slot + 1, emptied, i, 0, 1))
            quire_broken("INV-41 break-before-make", store->slot, "no invalidation was waited for");
        if (!resized)
            continue;
        key = (store->slot & -QUIRE_BLOCK) << 1 | quire_valid_cont(next);
        if (key == converted && quire_seen(template) != quire_seen(next))
            quire_broken("INV-42 conversion-uniform", store->slot, "young or dirty differ");
        if (key != converted)
            template = next;
        converted = key;
    }
}

/* A walk between any two stores finds valid entries of one kind in a contiguous block. */
static void quire_check_moments(void)
{
    static quire_u64 then[QUIRE_ALL_SLOTS + QUIRE_TABLE];
    memcpy(then, quire_entries, sizeof then);
    for (int i = quire_stored - 1; i >= 0; i--)
        then[quire_stores[i].slot] = quire_stores[i].old;
    for (int i = 0; i < quire_stored; i++) {
        int slot = quire_stores[i].slot, start = slot & -QUIRE_BLOCK;
        quire_u64 next = then[slot] = quire_stores[i].next;
        for (int other = start; quire_is_valid(next) && other < start + QUIRE_BLOCK; other++)
            if (quire_is_valid(then[other]) &&
                (quire_valid_cont(next) || quire_valid_cont(then[other])) &&
                ((quire_advance(next, other - slot) ^ then[other]) & ~QUIRE_ACCESS_FLAGS))
                quire_broken("INV-86 block-agrees", other, "entries of two kinds are valid");
    }
}

static void quire_check_block(int start)
{
    int folded = 0;
    for (int slot = start; slot < start + QUIRE_BLOCK; slot++) {
        quire_u64 pte = quire_entries[slot];
        if (quire_meaning(pte) != quire_means[slot])
            quire_broken("INV-16 meaning-equal", slot, "an entry means something else");
        if (quire_present(pte) && ((pte & 3) == 1 || !(pte & (QUIRE_WRITABLE | QUIRE_RDONLY))))
            quire_broken("INV-87 entry-sound", slot, "hardware reads it otherwise");
        folded += quire_valid_cont(pte);
    }
    if (folded) {
        quire_u64 first = quire_means[start], pfn = quire_pfn(first);
        struct quire_folio *folio = quire_folio_of(pfn);
        if (folded != QUIRE_BLOCK)
            quire_broken("INV-35 block-whole", start, "part of the block is contiguous");
        if (pfn % QUIRE_BLOCK)
            quire_broken("INV-36 block-consecutive", start, "the frames are not aligned");
        for (int i = 1; i < QUIRE_BLOCK; i++)
            if (quire_means[start + i] != quire_advance(first, i))
                quire_broken("INV-37 block-uniform", start + i, "the block is not of one kind");
        if ((first & QUIRE_SPECIAL) || !folio ||
            pfn + QUIRE_BLOCK > folio->pfn + (1ull << folio->order))
            quire_broken("INV-38 block-one-folio", start, "the block is not of one folio");
    }
    for (int slot = start; slot < start + QUIRE_BLOCK; slot++) {
        int seen = quire_shown(slot);
        quire_judge(slot, quire_bounds[slot], seen, "young or dirty of the page is wrong");
        quire_bounds[slot] = (unsigned char)seen;
    }
}

/* Whether a block must be contiguous now, of a subject that folds whenever it may. */
static void __attribute__((unused)) quire_folded(int slot, int expected)
{
    if (quire_subject_->folds_exactly && quire_valid_cont(quire_entries[slot]) != expected)
        quire_broken("INV-43 fold-exact", slot,
                     expected ? "the block must be contiguous" : "the block must not be contiguous");
}

/* The state follows the call, and is checked. */
static void quire_end(void)
{
    struct quire_level *now = QUIRE_NOW;
    for (int i = now->slot; i < now->end; i++) {
        if (now->how == QUIRE_SETS)
            quire_bounds[i] = quire_present(quire_means[i]) ? (unsigned char)now->bits : 0;
        if (now->how == QUIRE_CLEARS)
            quire_bounds[i] = 0;
    }
    if (now->how == QUIRE_SETS)
        for (int i = now->slot; i < now->end; i = (i & -QUIRE_BLOCK) + QUIRE_BLOCK)
            quire_share(i, i & -QUIRE_BLOCK, (i & -QUIRE_BLOCK) + QUIRE_BLOCK);
    if (now->how == QUIRE_LOWERS)
        quire_lower(now->slot, now->end, now->bits);
    if (now->how == QUIRE_RAISES)
        quire_raise(now->slot, now->bits);
    if (now->how == QUIRE_MOVES)
        for (int i = now->to; i < now->to + now->end - now->slot; i++)
            quire_share(i, i & -QUIRE_BLOCK, (i & -QUIRE_BLOCK) + QUIRE_BLOCK);
    quire_raise_done(-1);
    quire_check_stores();
    quire_check_moments();
    for (int start = 0; start < QUIRE_ALL_SLOTS; start += QUIRE_BLOCK)
        quire_check_block(start);
    quire_depth--;
}

/* The calls of the trace, as the core makes them. */

static void quire_simple(const char *name, int mm, quire_u64 addr, int nr, enum quire_how how)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    quire_range(mm, addr, nr, how);
    quire_do(name, &call);
    quire_called();
}

static void quire_sets(const char *name, int mm, quire_u64 addr, quire_u64 pte, int nr)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    quire_range(mm, addr, nr, QUIRE_SETS);
    QUIRE_NOW->bits = quire_present(pte) ? quire_seen(pte) : 0;
    call.pte = quire_given(pte);
    quire_do(name, &call);
    quire_called();
}

static void quire_set_ptes(int mm, quire_u64 addr, quire_u64 pte, int nr)
{
    quire_sets("set_ptes", mm, addr, pte, nr);
}

static void quire_set_pte_at(int mm, quire_u64 addr, quire_u64 pte)
{
    quire_sets(quire_function("set_pte_at") ? "set_pte_at" : "set_ptes", mm, addr, pte, 1);
}

static void quire_ptep_get(int mm, quire_u64 addr)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, 1);
    quire_range(mm, addr, 1, QUIRE_READS);
    quire_do("ptep_get", &call);
    quire_called();
    quire_is_entry(call.result, quire_means[QUIRE_NOW->slot], quire_bounds[QUIRE_NOW->slot],
                   "INV-16 meaning-equal");
}

/* At some moment of the read the slot held what is returned. */
static void quire_held(quire_u64 pte, int slot)
{
    const struct quire_level *now = QUIRE_NOW;
    int means = 0, seen = quire_present(pte) ? quire_seen(pte) : 0, may = 0;
    for (int i = 0; i < now->moments; i++) {
        quire_u64 moment = now->moment[i];
        quire_u64 marks = quire_present(moment) ? QUIRE_AF | QUIRE_SOFT_DIRTY : 0;
        means |= (moment & ~marks) == quire_meaning(pte);
        may |= quire_present(moment) ? quire_seen(moment & ~QUIRE_WRITABLE) : 0;
    }
    quire_hidden(pte);
    if (!means || (seen & ~may) || (now->moments == 1 && seen != may))
        quire_broken("INV-32 lockless-true", slot, "the slot held nothing of the kind");
}

static void quire_moment(int slot)
{
    quire_u64 moment = quire_meaning(quire_entries[slot]);
    if (quire_present(moment))
        moment |= (quire_shown(slot) & QUIRE_MUST_YOUNG ? QUIRE_AF : 0) |
                  (quire_shown(slot) & QUIRE_MUST_DIRTY ? QUIRE_SOFT_DIRTY : 0);
    QUIRE_NOW->moment[QUIRE_NOW->moments++] = moment;
}

static void quire_ptep_get_lockless(int mm, quire_u64 addr)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, 1);
    quire_range(mm, addr, 1, QUIRE_READS);
    quire_moment(QUIRE_NOW->slot);
    quire_do("ptep_get_lockless", &call);
    quire_run_acts(QUIRE_LIMIT + 1);
    quire_held(call.result, QUIRE_NOW->slot);
}

/* Inside a call of another CPU; there it may rightly spin, and is ended then. */
static void quire_nested_read(int cpu, int mm, quire_u64 addr)
{
    struct quire_level *now = &quire_levels[++quire_depth];
    memset(now, 0, sizeof *now);
    now->number = now[-1].number;
    now->text = now[-1].text;
    now->nested = 1;
    quire_range(mm, addr, 1, QUIRE_READS);
    quire_moment(now->slot);
    if (!setjmp(now->unwind)) {
        struct quire_call call = quire_args(cpu, mm, addr, 1);
        quire_do("ptep_get_lockless", &call);
        quire_held(call.result, now->slot);
    }
    quire_depth--;
}

static void quire_pte_advance_pfn(quire_u64 pte, int nr, quire_u64 expected)
{
    struct quire_call call = {0};
    call.pte = quire_given(pte);
    call.nr = nr;
    quire_do("pte_advance_pfn", &call);
    quire_depth--;
    if (call.result != quire_given(expected)) {
        quire_depth++;
        quire_broken("INV-08 advance", -1, "more or less than the frame has changed");
    }
}

static void quire_pte_batch_hint(int mm, quire_u64 addr, int most)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, 1);
    int slot, rest;
    quire_range(mm, addr, 1, QUIRE_READS);
    slot = QUIRE_NOW->slot;
    call.pte = quire_do("ptep_get", &call);
    quire_also("pte_batch_hint", &call);
    quire_called();
    quire_is_count(call.result, 1, most, "INV-30 hint-legal");
    rest = (slot & -QUIRE_BLOCK) + QUIRE_BLOCK - slot;
    if (quire_subject_->folds_exactly)
        quire_is_count(call.result, quire_valid_cont(quire_entries[slot]) ? rest : 1,
                       quire_valid_cont(quire_entries[slot]) ? rest : 1, "INV-30 hint-legal");
}

/* Where dirty counts, `most` is how far the pages agree in all else. */
static void quire_folio_pte_batch(int mm, quire_u64 addr, int max_nr, unsigned flags, int most,
                                  quire_u64 meaning)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, max_nr);
    int slot, least = most, bounds;
    quire_range(mm, addr, max_nr, QUIRE_READS);
    slot = QUIRE_NOW->slot;
    call.nr = 1;
    call.pte = quire_do("ptep_get", &call);
    call.nr = max_nr;
    call.flags = flags;
    call.result_pte = call.pte;
    quire_also(quire_form("folio_pte_batch_flags", &call), &call);
    quire_called();
    if (flags & 1) {
        int equal = 1;
        while (equal < most && !((quire_shown(slot) ^ quire_shown(slot + equal)) & QUIRE_MUST_DIRTY))
            equal++;
        most = QUIRE_NOW->completed ? most : equal;
        least = quire_shown(slot) & QUIRE_MUST_DIRTY ? 1 : equal;
        least = QUIRE_NOW->completed ? 1 : least;
    }
    quire_is_count(call.result, least, most, "INV-28 batch-exact");
    bounds = quire_bounds[slot];
    for (int i = 1; flags & 16 && i < (int)call.result; i++)
        bounds |= quire_bounds[slot + i];
    quire_is_entry(call.result_pte & ~QUIRE_CONT, meaning, bounds, "INV-28 batch-exact");
}

static quire_u64 quire_cleared(const char *name, int mm, quire_u64 addr, int nr, int full)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    quire_u64 meaning;
    quire_range(mm, addr, nr, QUIRE_CLEARS);
    meaning = quire_means[QUIRE_NOW->slot];
    call.full = full;
    quire_do(name, &call);
    quire_called();
    quire_is_entry(call.result, meaning, QUIRE_NOW->returned, "INV-22 clear-returns-all");
    return call.result;
}

static void quire_ptep_clear_flush(int mm, quire_u64 addr)
{
    quire_u64 old = quire_cleared("ptep_clear_flush", mm, addr, 1, 0);
    if (quire_is_valid(old))
        quire_owes_flush(QUIRE_NOW->slot, QUIRE_NOW->end, 0);
}

static void quire_clear_full(int mm, quire_u64 addr, int nr, int full)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    quire_range(mm, addr, nr, QUIRE_CLEARS);
    call.full = full;
    quire_do("clear_full_ptes", &call);
    quire_called();
}

static void quire_clears_young(const char *name, int mm, quire_u64 addr, int nr, int flushes)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    struct quire_level *now = QUIRE_NOW;
    int start = QUIRE_ALL_SLOTS, end = -1;
    quire_range(mm, addr, nr, QUIRE_LOWERS);
    now->bits = QUIRE_YOUNG;
    quire_do(name, &call);
    quire_called();
    if (call.result ? !(now->returned & QUIRE_MAY_YOUNG) : now->returned & QUIRE_MUST_YOUNG)
        quire_broken("INV-26 young-cleared", now->slot, "what is returned of young is wrong");
    for (int i = 0; flushes && call.result && i < quire_stored; i++) {
        start = quire_stores[i].slot < start ? quire_stores[i].slot : start;
        end = quire_stores[i].slot + 1 > end ? quire_stores[i].slot + 1 : end;
    }
    if (start < end)
        quire_owes_flush(start, end, 0);
}

static void quire_clears_marks(const char *name, int mm, quire_u64 addr, int nr, unsigned flags)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    quire_range(mm, addr, nr, QUIRE_LOWERS);
    QUIRE_NOW->bits = (flags & 1 ? QUIRE_YOUNG : 0) | (flags & 2 ? QUIRE_DIRTY : 0);
    call.flags = flags;
    quire_do(name, &call);
    quire_called();
}

static int quire_satisfied(quire_u64 pte, quire_u64 entry)
{
    int writes = (entry & QUIRE_WRITABLE) != 0, dirty = quire_dirty(entry);
    return (!quire_young(entry) || quire_young(pte)) && (!dirty || quire_dirty(pte)) &&
           (!writes || pte & QUIRE_WRITABLE) && (!writes || !dirty || !(pte & QUIRE_RDONLY));
}

/* `entry` is what the page means, as permissive as is asked for. */
static void quire_ptep_set_access_flags(int mm, quire_u64 addr, quire_u64 entry, int dirty)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, 1);
    int start, end;
    quire_range(mm, addr, 1, QUIRE_RAISES);
    QUIRE_NOW->bits = quire_seen(entry);
    call.entry = quire_given(entry);
    call.dirty = dirty;
    quire_do("ptep_set_access_flags", &call);
    quire_called();
    start = QUIRE_NOW->slot;
    end = start + 1;
    for (int i = 0; !call.result && i < quire_stored; i++)
        if (quire_stores[i].old != quire_stores[i].next)
            quire_broken("INV-25 access-flags-live", start, "false is returned after a change");
    if (quire_valid_cont(quire_entries[start])) {
        start &= -QUIRE_BLOCK;
        end = start + QUIRE_BLOCK;
    }
    for (int i = start; i < end; i++)
        if (!quire_satisfied(quire_entries[i], entry))
            quire_broken("INV-25 access-flags-live", i, "a walker of this descriptor faults again");
    if (call.result && dirty)
        quire_owes_flush(start, end, 1);
}

static quire_u64 quire_old;
static int quire_old_slot;

static void quire_modify_prot_start(int mm, quire_u64 addr, int nr)
{
    quire_old = quire_cleared("modify_prot_start_ptes", mm, addr, nr, 0);
    quire_old_slot = QUIRE_NOW->slot;
}

static void quire_modify_prot_commit(int mm, quire_u64 addr, int nr, quire_u64 prot)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    quire_range(mm, addr, nr, QUIRE_SETS);
    call.old_pte = quire_given(quire_advance(quire_old, QUIRE_NOW->slot - quire_old_slot));
    call.new_pte = call.pte = quire_given(quire_modify(call.old_pte, prot));
    QUIRE_NOW->bits = quire_seen(call.new_pte);
    quire_do("modify_prot_commit_ptes", &call);
    quire_called();
}

static void quire_unmap_batch(int mm, quire_u64 addr, int max_nr, int nr)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, max_nr);
    quire_u64 meaning;
    quire_range(mm, addr, max_nr, QUIRE_CLEARS);
    if (!quire_valid_cont(quire_entries[QUIRE_NOW->slot]))
        QUIRE_NOW->low = QUIRE_NOW->slot;
    if (!quire_valid_cont(quire_entries[QUIRE_NOW->end - 1]))
        QUIRE_NOW->high = QUIRE_NOW->end - 1;
    QUIRE_NOW->end = QUIRE_NOW->slot + nr;
    meaning = quire_means[QUIRE_NOW->slot];
    quire_do("unmap_batch", &call);
    quire_called();
    quire_is_count(call.result, nr, nr, "INV-28 batch-exact");
    quire_is_entry(call.result_pte, meaning, QUIRE_NOW->returned, "INV-22 clear-returns-all");
    quire_owes_flush(QUIRE_NOW->slot, QUIRE_NOW->end, 0);
}

static void quire_move_ptes(int mm, quire_u64 addr, int nr, quire_u64 to)
{
    struct quire_call call = quire_args(quire_cpu_, mm, addr, nr);
    struct quire_level *now = QUIRE_NOW;
    int low, high;
    quire_range(mm, to, nr, QUIRE_MOVES);
    now->to = now->slot;
    low = now->low;
    high = now->high;
    quire_range(mm, addr, nr, QUIRE_MOVES);
    now->low = low < now->low ? low : now->low;
    now->high = high > now->high ? high : now->high;
    call.to = to;
    call.to_ptep = quire_entry(now->to);
    quire_do("move_ptes", &call);
    quire_called();
    quire_owes_flush(now->slot, now->end, 0);
    for (int i = now->slot; i < now->end; i++)
        quire_share(i, now->slot, now->end);
    for (int i = 0; i < nr; i++) {
        quire_bounds[now->to + i] = quire_bounds[now->slot + i];
        quire_bounds[now->slot + i] = 0;
    }
}

/* A CPU's access. A fault is handled where `asked` is the entry that the core asks for then. */
static void quire_cpu_does(char kind, int cpu, int mm, quire_u64 addr, int through)
{
    quire_walk(kind, cpu, quire_slot_of(mm, addr), through);
}

static void quire_step_of_cpu(char kind, int cpu, int mm, quire_u64 addr, int through,
                              quire_u64 asked)
{
    int slot = quire_slot_of(mm, addr);
    quire_range(mm, addr & -(1ull << QUIRE_SHIFT), 1, QUIRE_READS);
    if (!quire_walk(kind, cpu, slot, through) && asked) {
        int calling = quire_cpu_, number = QUIRE_NOW->number;
        if (kind != 'w' && quire_bounds[slot] & QUIRE_MUST_DIRTY) {
            asked |= QUIRE_SOFT_DIRTY;
            asked &= asked & QUIRE_WRITABLE ? ~QUIRE_RDONLY : ~0ull;
        }
        quire_begin(number, QUIRE_NOW->text);
        quire_cpu_ = cpu;
        quire_ptep_set_access_flags(mm, addr & -(1ull << QUIRE_SHIFT), asked, kind == 'w');
        quire_cpu_ = calling;
        if (kind == 'w')
            quire_means[slot] |= QUIRE_WRITABLE;
        quire_end();
        quire_stored = quire_invalidated = 0;
        if (!quire_walk(kind, cpu, slot, through))
            quire_broken("INV-84 live", slot, "the access faults again after its fault was handled");
    }
}

/* A fault of the subject, or a call that goes on without an access. */
static void quire_dies(int number)
{
    static const char died[] = "INV-85 crash-free: the call dies of a signal\n";
    static const char hangs[] = "INV-84 live: the call does not end\n";
    const char *text = quire_depth < 0 ? "before the first step" : QUIRE_NOW->text;
    ssize_t written = write(2, text, strlen(text)) + write(2, "\n", 1);
    written += number == SIGALRM ? write(2, hangs, sizeof hangs - 1) : write(2, died, sizeof died - 1);
    _exit(written ? 1 : 1);
}

static void quire_trace(void);

/* The subject's main comes here: the trace runs once, on its functions. */
int quire_run(const struct quire_subject *subject)
{
    const char *refused = subject->refuses ? subject->refuses(&quire_machine_) : NULL;
    if (refused)
        quire_misused("the subject refuses the machine: ", refused);
    quire_subject_ = subject;
    quire_window = mmap(NULL, ((size_t)QUIRE_ALL_SLOTS + QUIRE_TABLE) * 8 + QUIRE_TABLE * 8,
                        PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (quire_window == MAP_FAILED)
        quire_misused("there is no room for the window of entries", "");
    quire_window += -(uintptr_t)quire_window % (QUIRE_TABLE * 8);
    signal(SIGSEGV, quire_dies);
    signal(SIGBUS, quire_dies);
    signal(SIGFPE, quire_dies);
    signal(SIGILL, quire_dies);
    signal(SIGABRT, quire_dies);
    signal(SIGALRM, quire_dies);
    alarm(QUIRE_SECONDS);
    if (subject->resets)
        subject->resets();
    quire_trace();
    printf("kept: %s\n", subject->name);
    return 0;
}

/* Without a machine beside it there are no flags of folios and no pages of tables. */
void quire_folio_set(int id, const char *flag) { (void)id, quire_misused("folio flag ", flag); }
void quire_folio_clear(int id, const char *flag) { (void)id, quire_misused("folio flag ", flag); }
int quire_folio_test(int id, const char *flag)
{
    quire_misused("folio flag ", flag);
    return id;
}
int quire_folio_test_and_set(int id, const char *flag) { return quire_folio_test(id, flag); }
int quire_folio_test_and_clear(int id, const char *flag) { return quire_folio_test(id, flag); }
int quire_alloc_table(void) { return quire_folio_test(0, "of a table"); }
void quire_free_table(int table) { quire_folio_test(table, "of a table"); }
void quire_table_set(int table, const char *flag) { quire_folio_test(table, flag); }
void quire_table_clear(int table, const char *flag) { quire_folio_test(table, flag); }
