package dev.quire.model.harness;

/** What became of a step. */
public enum Outcome {
    /** It ran, and everything holds. */
    PASSED,

    /** It breaks the contract; nothing was changed. */
    ILLEGAL,

    /** An act inside it breaks the contract; what came before that act has been done. */
    ILLEGAL_ACT,

    /** It ran, and something does not hold: there is a verdict. */
    FAILED
}
