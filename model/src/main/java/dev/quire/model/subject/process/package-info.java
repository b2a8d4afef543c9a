/**
 * A subject in another process: the line protocol {@code quire/1}, limits, its death as a verdict.
 *
 * <p>Left open by the protocol and settled here: {@code hello} also says {@code pa-bits=} (48, or
 * 52) and {@code bbm=2} for a machine that needs no invalidation between two sizes of a block; its
 * answer may say {@code folds-exactly=1}; a machine that the subject does not take is answered with
 * {@code error #0 TEXT}, and the machines are offered in their order until one is taken. Shared
 * memory is offered by {@code shm=PATH} and taken by {@code shm=2}; {@code quire.h} has its layout.
 * A call carries {@code mm=} and, where the kernel passes an area, {@code vma=} beside it; flags
 * are hexadecimal; {@code step} is 0 after a start and after {@code reset}. A process
 * is the first of its own group where there is {@code setsid}; a shell kills all groups that are
 * left when this JVM ends, however it does.
 *
 * <p>May import: subject, operation, machine, range, entry, folio, geometry. Read first: {@link
 * dev.quire.model.subject.process.ProcessSubject}, then Conversation.
 */
package dev.quire.model.subject.process;
