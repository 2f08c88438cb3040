#include "compiler/consolidate/checks.h"

namespace polc::consolidate {

using diag::Code;
using sema::Amendment;

namespace {

void checkPair(Ground& ground, const Amendment* lower, const Amendment& amendment) {
  uint32_t before = lower ? lower->number : 0;
  std::string previous = lower ? std::to_string(before) : std::string("the contract itself");
  if (lower && amendment.number == before) {
    diag::Finding& finding =
        ground.diagnostics.report(Code::number_twice, amendment.number_span, amendment.number);
    finding.related.push_back({lower->number_span, "the other one"});
    return;
  }
  if (amendment.number != before + 1) {
    diag::Finding& finding = ground.diagnostics.report(Code::number_missing, amendment.number_span,
                                                       before + 1, amendment.number, previous);
    if (lower) finding.related.push_back({lower->number_span, "the number before"});
  }
  if (lower && amendment.signed_on < lower->signed_on) {
    diag::Finding& finding = ground.diagnostics.report(
        Code::signed_too_early, amendment.signed_span, amendment.number,
        ground.date(amendment.signed_on), before, ground.date(lower->signed_on));
    finding.related.push_back({lower->signed_span, "the lower number was signed here"});
  }
}

}  // namespace

void checkNumbers(Ground& ground) {
  const Amendment* lower = nullptr;
  for (const Amendment& amendment : ground.program.amendments) {
    checkPair(ground, lower, amendment);
    lower = &amendment;
  }
}

void checkWithdrawal(Ground& ground, const Amendment& amendment, const sema::Operation& operation) {
  std::string why;
  uint32_t number = operation.withdrawn;
  if (number == amendment.number) {
    why = "it is this one";
  } else if (number > amendment.number) {
    why = "its number is higher than this one's";
  } else {
    bool known = false;
    for (const Amendment& other : ground.program.amendments) known |= other.number == number;
    if (!known) why = "there is none of that number";
  }
  if (why.empty()) return;
  ground.diagnostics.report(Code::withdraw_unknown, operation.head, number, why, amendment.number);
}

}  // namespace polc::consolidate
