// The checks of amendments, one function a file. Each speaks of one amendment or operation against the ground.
#pragma once
#include "compiler/consolidate/ground.h"

namespace polc::consolidate {

// P4001, P4003, P4004: numbers and dates of signature.
void checkNumbers(Ground& ground);
// P4009, P4011-P4013: what an amendment's dates say by themselves.
void checkDates(Ground& ground, const sema::Amendment& amendment);
// P4009: the contract's term, as first agreed.
void checkAgreedTerm(Ground& ground);
// P4010, P4025, P4026: the contract's term, as the amendment moves it, and operations outside it.
void checkTerm(Ground& ground, const sema::Amendment& amendment);
// P4002, P4015, P4027: is the target there; is a new name new. Before the operation is laid.
void checkTarget(Ground& ground, const sema::Operation& operation);
// P4005, P4006: does `over` name what changed last. Before the operation is laid.
void checkOver(Ground& ground, const sema::Operation& operation);
// P4020: withdrawals name an earlier amendment.
void checkWithdrawal(Ground& ground, const sema::Amendment& amendment,
                     const sema::Operation& operation);
// Why an operation on a clause can shorten a life. Before it is laid.
void noteClauseLife(Ground& ground, const sema::Operation& operation);
// P4017, P4018: `existing` is there where it must be, and only there. After the amendment is laid.
void checkExisting(Ground& ground, const sema::Amendment& amendment);
// P4019: a restatement waits until nothing is pending. Before it is laid.
void checkRestatement(Ground& ground, const sema::Amendment& amendment,
                      const sema::Operation& operation);
// P4023: a prohibition or requirement added to what a clause sets aside. Before the operation is laid.
void checkAddedProhibitions(Ground& ground, const sema::Operation& operation);
// P4007, P4008: references of and to what the amendment touched. After it is laid; for the base text with all sources touched.
void checkReferences(Ground& ground);
// P4024: what clauses set aside has no cycle on any interval. After the amendment is laid.
void checkSetAside(Ground& ground);
// P4014, P4016, P4022: what lies ahead, with everything known.
void checkOutlook(Ground& ground);

}  // namespace polc::consolidate
