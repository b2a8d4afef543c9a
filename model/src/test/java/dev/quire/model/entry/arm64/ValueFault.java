package dev.quire.model.entry.arm64;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;

/** Wrong encodings, each by one fault, and the law that must report it. */
enum ValueFault {
    MKOLD_LOSES_DIRTY(ValueLaw.YOUNG) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long mkold(long pte) {
                    return right.mkold(pte) & ~Arm64Bits.DIRTY;
                }
            };
        }
    },
    MKYOUNG_DOES_NOTHING(ValueLaw.YOUNG) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long mkyoung(long pte) {
                    return pte;
                }
            };
        }
    },
    MKCLEAN_FORGETS_SOFTWARE(ValueLaw.DIRTY) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long mkclean(long pte) {
                    return pte | Arm64Bits.RDONLY;
                }
            };
        }
    },
    WRPROTECT_LEAVES_WRITE(ValueLaw.WRITE) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long wrprotect(long pte) {
                    return pte | Arm64Bits.RDONLY;
                }
            };
        }
    },
    WRPROTECT_LEAVES_HARDWARE_WRITABLE(ValueLaw.HARDWARE_AGREES) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long wrprotect(long pte) {
                    return pte & ~Arm64Bits.WRITE;
                }
            };
        }
    },
    MKDIRTY_IGNORES_WRITE(ValueLaw.HARDWARE_AGREES) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long mkdirty(long pte) {
                    return (pte | Arm64Bits.DIRTY) & ~Arm64Bits.RDONLY;
                }
            };
        }
    },
    WRPROTECT_LOSES_HARDWARE_DIRTY(ValueLaw.WRPROTECT_KEEPS_DIRTY) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long wrprotect(long pte) {
                    return pte & ~Arm64Bits.WRITE | Arm64Bits.RDONLY;
                }
            };
        }
    },
    MKWRITE_MAKES_DIRTY(ValueLaw.MKWRITE_KEEPS_DIRTY) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long mkwrite(long pte) {
                    return (pte | Arm64Bits.WRITE) & ~Arm64Bits.RDONLY;
                }
            };
        }
    },
    FRESH_WRITABLE_IS_DIRTY(ValueLaw.FRESH_IS_CLEAN) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long encode(long meaning, boolean young, boolean dirty) {
                    return right.encode(meaning, young, dirty) & ~Arm64Bits.RDONLY;
                }
            };
        }
    },
    PFN_PTE_IGNORES_SPLIT(ValueLaw.FRAME_AND_PROTECTION) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long pfnPte(long pfn, long prot) {
                    return pfn << 16 & (1L << 48) - 1 | prot;
                }
            };
        }
    },
    ADVANCE_ADDS_TO_RAW_VALUE(ValueLaw.ADVANCE) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long advancePfn(long pte, int pages) {
                    return pte + ((long) pages << 16);
                }
            };
        }
    },
    MODIFY_LOSES_DIRTY(ValueLaw.MODIFY_KEEPS) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long modify(long pte, long prot) {
                    return right.modify(right.mkclean(pte), prot);
                }
            };
        }
    },
    MODIFY_FORGETS_HARDWARE_DIRTY(ValueLaw.MODIFY_KEEPS) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long modify(long pte, long prot) {
                    return right.modify(pte, prot) | Arm64Bits.RDONLY;
                }
            };
        }
    },
    UFFD_WP_LEAVES_WRITE(ValueLaw.UFFD_WP_PROTECTS) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long mkuffdWp(long pte) {
                    return pte | Arm64Bits.UFFD_WP;
                }
            };
        }
    },
    PRESENT_IS_VALID(ValueLaw.ONE_STATE) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public boolean present(long pte) {
                    return right.valid(pte);
                }
            };
        }
    },
    MEANING_DROPS_KEY(ValueLaw.LOSSLESS) {
        @Override
        Encoding of(Encoding right) {
            return new DelegatingEncoding(right) {
                @Override
                public long meaning(long pte) {
                    return right.meaning(pte) & ~Meaning.KEY;
                }
            };
        }
    };

    final ValueLaw law;

    ValueFault(ValueLaw law) {
        this.law = law;
    }

    /** The wrong variant of an encoding with split addresses. */
    abstract Encoding of(Encoding right);
}
