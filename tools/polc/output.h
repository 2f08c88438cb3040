// What all subcommands print alike: findings, instants, colours, progress.
#pragma once
#include <nlohmann/json.hpp>
#include <string>

#include "compiler/driver/session.h"

namespace polc::tool {

using Json = nlohmann::ordered_json;

// Colours where standard output is a terminal and NO_COLOR is not set.
struct Paint {
  bool on = false;
  std::string operator()(std::string_view code, std::string_view text) const;
};
Paint paintOutput();
inline constexpr std::string_view kBold = "1", kRed = "1;31", kGreen = "1;32", kYellow = "1;33",
                                  kGrey = "2";

void print(std::string_view text);  // to standard output
std::string dump(const Json& json, int indent = 2);

// Findings that end a command: JSON to standard output, text to standard error. Returns kCannot.
int cannot(driver::Session& session, bool json);
// Findings that do not: as text to standard error, nothing in JSON.
void showWarnings(driver::Session& session, bool json);

// 2026-02-05 11:00 Europe/Berlin (2026-02-05T10:00:00Z)
std::string bothClocks(value::Micros t, const time::Zone& zone);
std::string localTime(value::Micros t, const time::Zone& zone);

// A line on standard error that is written over, where that is a terminal; gone when it dies.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void step(std::string_view text);

 private:
  bool on_;
  size_t shown_ = 0;
};

}  // namespace polc::tool
