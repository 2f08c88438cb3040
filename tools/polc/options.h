// Options that several subcommands share, and the values that they stand for.
//
// Errors: P8055 where a value cannot be read
#pragma once
#include <optional>
#include <string>

#include "compiler/driver/session.h"
#include "tools/polc/command.h"

namespace polc::tool {

struct ContractOptions {
  std::string contract;
  std::string format = "text";
  bool json() const { return format == "json"; }
};
struct EvaluationOptions : ContractOptions {
  std::string directory;
  std::string now;
  std::string known;
  std::string engine = "interp";
  std::string optimisation = "2";
  std::string cache;
  std::string trust_key;
};

void addFormat(Command& command, std::string& format);
void addContract(Command& command, ContractOptions& options);
void addKnown(Command& command, std::string& known);
void addEngine(Command& command, EvaluationOptions& options);
void addEvaluation(Command& command, EvaluationOptions& options);  // directory, now, known, engine

void addTrust(Command& command, std::string& trust_key);

// Whose signature a bundle must have: nobody's where no key is named. Nothing where the file holds no key (reported).
std::optional<bundle::Options> trustOf(const std::string& trust_key, driver::Session& session);

// Nothing where the cache that is named cannot be one (reported).
std::optional<driver::EngineChoice> engineChoice(const EvaluationOptions& options,
                                                 driver::Session& session);

value::Micros clockNow();
// RFC 3339, or a day: its beginning in the contract's zone.
std::optional<value::Micros> instantOf(const std::string& text, const time::Zone& zone);

// The value of --known: all where it is empty. Nothing where it cannot be read (reported).
std::optional<consolidate::Known> knownOf(const std::string& text, driver::Session& session);
// The value of an option that names an instant; `option` as written ("--now").
std::optional<value::Micros> instantOption(const char* option, const std::string& text,
                                           driver::Session& session);

}  // namespace polc::tool
