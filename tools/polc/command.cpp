#include "tools/polc/command.h"

#include <CLI/CLI.hpp>

namespace polc::tool {

void Command::text(const char* name, std::string& value, const char* help, Need need) {
  app_.add_option(name, value, help)->required(need == Need::required);
}

void Command::texts(const char* name, std::vector<std::string>& values, const char* help) {
  app_.add_option(name, values, help)->required();
}

void Command::choice(const char* name, std::string& value, std::vector<std::string> choices,
                     const char* help) {
  app_.add_option(name, value, help)
      ->check(CLI::IsMember(std::move(choices)))
      ->capture_default_str();
}

void Command::fromEnvironment(const char* name, const char* variable) {
  app_.get_option(name)->envname(variable);
}

void Command::flag(const char* name, bool& value, const char* help) {
  app_.add_flag(name, value, help);
}

void Command::exactlyOne(const std::vector<const char*>& names) {
  CLI::Option_group* group = app_.add_option_group("exactly one of");
  for (const char* name : names) group->add_option(app_.get_option(name));
  group->require_option(1);
}

void Command::examples(const char* lines) { app_.footer(std::string("Examples:\n") + lines); }

void Command::run(std::function<int()> command) {
  app_.callback([chosen = &chosen_, command = std::move(command)] { *chosen = command; });
}

Command CommandLine::add(const char* name, const char* help) {
  return {*app_.add_subcommand(name, help), chosen_};
}

}  // namespace polc::tool
