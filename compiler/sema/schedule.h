// Resolves dates, zones and schedules.
//
// Errors: P2012, P2018, P3013, P3031, P5010, P5011
// Source: language reference §1.4, §3
#pragma once
#include "compiler/sema/analysis.h"

namespace polc::sema {

// The index of the zone in Program::zones; 0 where it is unknown (reported).
uint32_t resolveZone(Analysis& analysis, const std::string& name, Span span);
// The local midnight at which the day begins, in the contract's zone; nothing where there is no such day (reported).
std::optional<Micros> resolveDate(Analysis& analysis, const ast::DateText& date);
// The instant at which a period ends: `through` includes its day.
std::optional<Micros> resolveEnd(Analysis& analysis, const ast::End& end);
time::Schedule buildSchedule(Analysis& analysis, const ast::ScheduleDecl& decl);

}  // namespace polc::sema
