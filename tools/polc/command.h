// What every subcommand has: how it is added to the command line, and how it ends.
//
// A subcommand declares its options when it is added; what it leaves in `Chosen` runs after parsing.
#pragma once
#include <CLI/CLI.hpp>
#include <functional>

namespace polc::tool {

// Exit codes. A tool error (kCannot) is never a decision.
inline constexpr int kClean = 0;
inline constexpr int kFound =
    1;  // check: an error or a warning; cases: a failure; fmt --check: a difference
inline constexpr int kCannot = 2;  // the tool could not do what it was asked
inline constexpr int kAllow = 0;
inline constexpr int kDeny = 3;
inline constexpr int kExpire = 4;

struct Chosen {
  std::function<int()> run;
};

void addCheck(CLI::App& app, Chosen& chosen);
void addEval(CLI::App& app, Chosen& chosen);
void addStanding(CLI::App& app, Chosen& chosen);
void addCases(CLI::App& app, Chosen& chosen);
void addConsolidate(CLI::App& app, Chosen& chosen);
void addTimeline(CLI::App& app, Chosen& chosen);
void addExplain(CLI::App& app, Chosen& chosen);
void addFmt(CLI::App& app, Chosen& chosen);
void addLower(CLI::App& app, Chosen& chosen);

}  // namespace polc::tool
