#include "tools/polc/output.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "tools/polc/command.h"

namespace polc::tool {

std::string Paint::operator()(std::string_view code, std::string_view text) const {
  return on ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
}

Paint paintOutput() { return {isatty(STDOUT_FILENO) == 1 && !std::getenv("NO_COLOR")}; }

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

void printText(driver::Session& session) {
  bool colour = isatty(STDERR_FILENO) == 1 && !std::getenv("NO_COLOR");
  std::string text = diag::renderText(session.diagnostics(), session.sources(), colour);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

int cannot(driver::Session& session, bool json) {
  session.diagnostics().sort();
  if (json) {
    print(diag::renderJson(session.diagnostics(), session.sources()));
  } else {
    printText(session);
  }
  return kCannot;
}

void showWarnings(driver::Session& session, bool json) {
  if (!json) printText(session);
}

std::string localTime(value::Micros t, const time::Zone& zone) {
  time::Civil c = time::toCivil(zone, t);
  std::string text =
      fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute);
  if (c.micro != 0) {
    text += fmt::format(":{:02}.{:06}", c.second, c.micro);
  } else if (c.second != 0) {
    text += fmt::format(":{:02}", c.second);
  }
  return text + " " + zone.name;
}

std::string bothClocks(value::Micros t, const time::Zone& zone) {
  return localTime(t, zone) + " (" + time::formatTime(t) + ")";
}

Progress::Progress() : on_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() { step(""); }

void Progress::step(std::string_view text) {
  if (!on_) return;
  if (shown_ > 0) std::fprintf(stderr, "\r%*s\r", static_cast<int>(shown_), "");
  std::fprintf(stderr, "%.*s", static_cast<int>(text.size()), text.data());
  std::fflush(stderr);
  shown_ = text.size();
}

}  // namespace polc::tool
