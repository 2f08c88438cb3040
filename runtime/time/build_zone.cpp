#include <absl/time/time.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>

#include "runtime/time/calendar.h"
#include "runtime/time/zone.h"

namespace polc::time {
namespace {

constexpr Micros kCycle = kCycleDays * value::kMicrosPerDay;
// Abseil unrolls a zone's last rule over 400 years; a zone whose table ends earlier has no such
// rule.
constexpr int kRuleYear = 2300;

void add(Zone& zone, Micros at, int32_t offset_s) {
  if (zone.transitions.back().offset_s != offset_s) zone.transitions.push_back({at, offset_s});
}

void addKnown(Zone& zone, absl::TimeZone source) {
  absl::Time at = absl::FromUnixMicros(value::kTimeMin);
  zone.transitions.push_back({value::kAlways, source.At(at).offset});
  absl::TimeZone::CivilTransition next;
  while (source.NextTransition(at, &next)) {
    at = source.At(next.to).trans;
    add(zone, absl::ToUnixMicros(at), source.At(at).offset);
  }
}

// Repeats the last 400 years: the calendar and the days of the week come back with them.
void addCycles(Zone& zone) {
  Micros last = zone.transitions.back().at;
  if (last < daysFromCivil(kRuleYear, 1, 1) * value::kMicrosPerDay) return;
  std::vector<Transition> cycle;
  for (const Transition& transition : zone.transitions) {
    if (transition.at > last - kCycle) cycle.push_back(transition);
  }
  for (Micros shift = kCycle; last + shift - kCycle < value::kTimeMax; shift += kCycle) {
    for (const Transition& transition : cycle) {
      if (transition.at + shift > value::kTimeMax) return;
      add(zone, transition.at + shift, transition.offset_s);
    }
  }
}

bool startsWith(std::string_view text, std::string_view head) {
  return text.substr(0, head.size()) == head;
}

// What Abseil takes but the tz database does not name: files, fixed offsets, leap seconds, this
// machine's zone.
bool isName(std::string_view name) {
  if (name.empty() || name[0] == '/' || name.find("..") != std::string_view::npos) return false;
  if (name.find(':') != std::string_view::npos || name.find('\0') != std::string_view::npos) {
    return false;
  }
  for (std::string_view head : {"Fixed/", "posix/", "right/"}) {
    if (startsWith(name, head)) return false;
  }
  return name != "localtime" && name != "posixrules" && name != "Factory";
}

std::optional<Zone> build(const std::string& name) {
  absl::TimeZone source;
  if (!isName(name) || !absl::LoadTimeZone(name, &source)) return std::nullopt;
  Zone zone{name, {}};
  addKnown(zone, source);
  addCycles(zone);
  return zone;
}

}  // namespace

std::optional<Zone> buildZone(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, Zone> built;
  std::lock_guard lock(mutex);
  if (auto found = built.find(name); found != built.end()) return found->second;
  auto zone = build(name);
  if (zone) built.emplace(name, *zone);
  return zone;
}

std::string tzdataVersion() {
  const char* folder = std::getenv("TZDIR");
  std::ifstream file(std::string(folder ? folder : "/usr/share/zoneinfo") + "/tzdata.zi");
  std::string line;
  constexpr std::string_view kHead = "# version ";
  if (!std::getline(file, line) || !startsWith(line, kHead)) return "unknown";
  return line.substr(kHead.size());
}

bool fixedOffset(std::string_view name) {
  if (startsWith(name, "Etc/")) return true;
  for (std::string_view abbreviation : {"UTC", "GMT", "UCT", "EST", "MST", "HST"}) {
    if (!startsWith(name, abbreviation)) continue;
    std::string_view rest = name.substr(abbreviation.size());
    if (rest.find_first_not_of("+-0123456789:") == std::string_view::npos) return true;
  }
  return name == "Zulu" || name == "Universal" || name == "Greenwich";
}

}  // namespace polc::time
