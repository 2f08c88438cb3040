// What every subcommand has: how it is declared on the command line, and how it ends.
//
// A subcommand names its options and where their values go, and a function that runs it after parsing.
// Only command.cpp and main.cpp know the library that parses the line.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace polc::tool {

// Exit codes. A tool error (kCannot) is never a decision.
inline constexpr int kClean = 0;
inline constexpr int kFound =
    1;  // check: an error or a warning; cases: a failure; fmt --check: a difference
inline constexpr int kCannot = 2;  // the tool could not do what it was asked
inline constexpr int kAllow = 0;
inline constexpr int kDeny = 3;
inline constexpr int kExpire = 4;

enum class Need : uint8_t { optional, required };

// One subcommand as it is being declared. A name without dashes is a positional argument.
class Command {
 public:
  Command(CLI::App& app, std::function<int()>& chosen) : app_(app), chosen_(chosen) {}
  void text(const char* name, std::string& value, const char* help, Need need = Need::optional);
  void texts(const char* name, std::vector<std::string>& values, const char* help);  // at least one
  void choice(const char* name, std::string& value, std::vector<std::string> choices,
              const char* help);
  // What an option that was declared has where the line does not say it.
  void fromEnvironment(const char* name, const char* variable);
  void flag(const char* name, bool& value, const char* help);
  void exactlyOne(const std::vector<const char*>& names);  // of options that were declared
  void examples(const char* lines);
  void run(std::function<int()> command);

 private:
  CLI::App& app_;
  std::function<int()>& chosen_;
};

// The whole line: subcommands are added, then one is parsed and run.
class CommandLine {
 public:
  CommandLine(CLI::App& app, std::function<int()>& chosen) : app_(app), chosen_(chosen) {}
  Command add(const char* name, const char* help);

 private:
  CLI::App& app_;
  std::function<int()>& chosen_;
};

void addCheck(CommandLine& line);
void addEval(CommandLine& line);
void addStanding(CommandLine& line);
void addCases(CommandLine& line);
void addConsolidate(CommandLine& line);
void addTimeline(CommandLine& line);
void addExplain(CommandLine& line);
void addFmt(CommandLine& line);
void addLower(CommandLine& line);
void addBench(CommandLine& line);
void addBuild(CommandLine& line);
void addInspect(CommandLine& line);
void addKeygen(CommandLine& line);
void addPlan(CommandLine& line);

}  // namespace polc::tool
