#include "tests/bench/corpus.h"

#include <fmt/format.h>

namespace polc::bench {

std::string contractText(int clauses) {
  std::string text = R"(contract bench.clauses
  between provider "Provider", client "Client"
  effective 2026-01-01 until 2028-01-01
  zone "Europe/Berlin"

enum Stage { development, staging, preview, production }
registered entity Team in Team
registered entity Identity in Team { mfa: Bool = false  level: Int = 0 }
entity Environment { stage: Stage  team: Team }
action create, connect, deploy, destroy on Environment

)";
  static const char* const kStages[] = {"development", "staging", "preview", "production"};
  for (int i = 0; i < clauses; ++i) {
    text += fmt::format(
        "permission team_{0} \"What team {0} may do\" {{\n  allow s: Identity in "
        "Team::\"team_{0}\" to connect, deploy on e: Environment\n"
        "    where e.stage == {1} and s.level >= {2}\n}}\n\n",
        i, kStages[i % 4], i % 7);
  }
  return text;
}

std::string directoryText(int clauses) {
  std::string text = "[";
  for (int i = 0; i < clauses; ++i) {
    text += fmt::format(
        "{}\n{{\"uid\":{{\"type\":\"Team\",\"id\":\"team_{}\"}},\"attrs\":{{}},\"parents\":[]}}",
        i ? "," : "", i);
    text += fmt::format(
        ",\n{{\"uid\":{{\"type\":\"Identity\",\"id\":\"person_{0}\"}},\"attrs\":{{\"level\":{1}}},"
        "\"parents\":[{{\"type\":\"Team\",\"id\":\"team_{0}\"}}]}}",
        i, i % 9);
  }
  static const char* const kStages[] = {"development", "staging", "preview", "production"};
  for (int i = 0; i < 4; ++i) {
    text += fmt::format(
        ",\n{{\"uid\":{{\"type\":\"Environment\",\"id\":\"{0}\"}},\"attrs\":{{\"stage\":\"{0}\","
        "\"team\":{{\"type\":\"Team\",\"id\":\"team_0\"}}}},\"parents\":[]}}",
        kStages[i]);
  }
  return text + "\n]\n";
}

std::string requestText(int clause) {
  static const char* const kStages[] = {"development", "staging", "preview", "production"};
  return fmt::format(
      R"({{"subject":{{"type":"Identity","id":"person_{}"}},"action":{{"name":"connect"}},"resource":{{"type":"Environment","id":"{}"}},"context":{{}}}})",
      clause, kStages[clause % 4]);
}

}  // namespace polc::bench
