// Opens what every deciding command needs: a clean contract, its directory, an engine.
#pragma once
#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {

// Opens a contract, or a bundle in its place. False where something is wrong (reported).
bool openContract(const EvaluationOptions& options, driver::Session& session);

// A contract opened to decide by. `ready` is null where something is wrong (reported to the session).
struct Opened {
  driver::Session session;
  consolidate::Known known;
  const driver::Evaluation* ready = nullptr;

  explicit Opened(const EvaluationOptions& options);
  const time::Zone& zone() const { return ready->bundle->zones[0]; }
};

// Reads one request from a file or standard input. Null where it cannot be read or is refused (reported).
using Decode =
    std::shared_ptr<const request::Request> (*)(std::shared_ptr<const directory::Directory>,
                                                std::string_view, std::vector<directory::Finding>&);
std::shared_ptr<const request::Request> readRequest(const std::string& path, Decode decode,
                                                    Opened& opened);

// --now, else what the request says, else the clock. Nothing where --now cannot be read (reported).
std::optional<value::Micros> chooseNow(const EvaluationOptions& options, Opened& opened,
                                       const request::Request& request);

int exitCode(decision::Outcome outcome);

// One decision as a line of JSON, without its line break.
std::string jsonLine(const decision::Decision& decision, const request::Request& request);

}  // namespace polc::tool
