// The checks of amendments, one function a file. Each speaks of one amendment or operation against the ground.
#pragma once
#include "compiler/consolidate/ground.h"

namespace polc::consolidate {

// AM03: numbers and dates of signature.
void checkNumbers(Ground& ground);
// AM09, AM10, AM11: what an amendment's dates say by themselves.
void checkDates(Ground& ground, const sema::Amendment& amendment);
// AM09: the contract's term, as first agreed.
void checkAgreedTerm(Ground& ground);
// AM09: the contract's term, as the amendment moves it, and operations outside it.
void checkTerm(Ground& ground, const sema::Amendment& amendment);
// AM02, AM15: is the target there; is a new name new. Before the operation is laid.
void checkTarget(Ground& ground, const sema::Operation& operation);
// AM04. Before the operation is laid.
void checkOver(Ground& ground, const sema::Operation& operation);
// Withdrawals name an earlier amendment.
void checkWithdrawal(Ground& ground, const sema::Amendment& amendment,
                     const sema::Operation& operation);
// Why an operation on a clause can shorten a life. Before it is laid.
void noteClauseLife(Ground& ground, const sema::Operation& operation);
// `existing`: there where it must be, and only there. After the amendment is laid.
void checkExisting(Ground& ground, const sema::Amendment& amendment);
// A restatement waits until nothing is pending. Before it is laid.
void checkRestatement(Ground& ground, const sema::Amendment& amendment,
                      const sema::Operation& operation);
// A prohibition or requirement added to what a clause sets aside. Before the operation is laid.
void checkAddedProhibitions(Ground& ground, const sema::Operation& operation);
// AM07: references of and to what the amendment touched. After it is laid; for the base text with all sources touched.
void checkReferences(Ground& ground);
// AM06 on intervals. After the amendment is laid.
void checkSetAside(Ground& ground);
// AM11, AM15, AM18: what lies ahead, with everything known.
void checkOutlook(Ground& ground);

}  // namespace polc::consolidate
