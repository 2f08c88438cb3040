// Asks the interpreter about hand-built bundles.
#pragma once
#include <memory>
#include <string>

#include "runtime/interp/expr.h"
#include "runtime/interp/interp.h"
#include "tests/unit/runtime/core_builder.h"

namespace polc::test {

inline std::shared_ptr<const directory::Directory> load(std::shared_ptr<const core::Bundle> bundle,
                                                        const std::string& json) {
  std::vector<directory::Finding> findings;
  auto loaded = directory::Directory::load(std::move(bundle), json, findings);
  if (!loaded) throw std::runtime_error(findings.empty() ? "refused" : findings[0].message);
  return loaded;
}

// {"uid":{"type":…,"id":…},"attrs":{…},"parents":[]}
inline std::string entity(const std::string& type, const std::string& id,
                          const std::string& attributes = "") {
  return R"({"uid":{"type":")" + type + R"(","id":")" + id + R"("},"attrs":{)" + attributes +
         R"(},"parents":[]})";
}

inline std::shared_ptr<const request::Request> access(
    std::shared_ptr<const directory::Directory> directory, const std::string& action,
    const std::string& resource_type, const std::string& resource,
    const std::string& subject = "ada", const std::string& subject_type = "Person") {
  std::vector<directory::Finding> refused;
  return request::Request::access(std::move(directory),
                                  R"({"subject":{"type":")" + subject_type + R"(","id":")" +
                                      subject + R"("},"action":{"name":")" + action +
                                      R"("},"resource":{"type":")" + resource_type + R"(","id":")" +
                                      resource + R"("},"context":{}})",
                                  refused);
}

inline std::shared_ptr<const request::Request> standing(
    std::shared_ptr<const directory::Directory> directory, const std::string& type,
    const std::string& id) {
  return request::Request::standingOf(std::move(directory), {type, id});
}

inline decision::Decision decide(const request::Request& request, Micros t) {
  decision::Decision decision;
  interp::decide(request, t, decision);
  return decision;
}

// "deny lifecycle.pods(suspend)"
inline std::string summary(const decision::Decision& decision, const core::Bundle& bundle) {
  std::string out(decision::name(decision.outcome));
  for (const auto& reason : decision.reasons)
    out += " " + bundle.clauses[reason.from->clause].identity + "(" +
           std::string(decision::name(reason.effect)) + ")";
  return out;
}

}  // namespace polc::test
