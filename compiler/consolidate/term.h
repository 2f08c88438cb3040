// Folds the contract's term: its own dates, and what amendments made of them.
//
// Units:  µs UTC
// Source: language reference §6
#pragma once
#include "compiler/consolidate/acts.h"

namespace polc::consolidate {

struct Term {
  Micros from, until;
  Micros resumes =
      time::kNever;  // a later instant at which the contract would be in force again; kNever: none
};
Term foldTerm(const sema::Program& program, uint32_t through, const Withdrawals& withdrawals);
// The agreed end as it stands at an instant, by operations of amendments up to `through`, before `stop` (null: all).
Micros agreedEnd(const sema::Program& program, uint32_t through, const Withdrawals& withdrawals,
                 Micros at, const sema::Operation* stop);

}  // namespace polc::consolidate
