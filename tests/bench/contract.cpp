#include "tests/bench/contract.h"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "compiler/jit/jit.h"
#include "compiler/source/source.h"
#include "tests/support/pipeline.h"

namespace polc::bench {
namespace {

std::string read(const std::filesystem::path& path) {
  auto text = source::readFile(path.string());
  if (!text) throw std::runtime_error("cannot read " + path.string());
  return *text;
}

std::vector<support::SourceText> sourcesOf(const std::filesystem::path& folder) {
  std::vector<support::SourceText> sources = {
      {"contract.pol", read(folder / "contract.pol")},
      {"<std.environments>", read(POLC_SOURCE "/stdlib/std/environments.pol")}};
  for (const auto& entry : std::filesystem::directory_iterator(folder / "amendments")) {
    sources.push_back({"amendments/" + entry.path().filename().string(), read(entry.path())});
  }
  return sources;
}

void addCase(const nlohmann::json& entry, Contract& contract) {
  if (entry.contains("known")) return;  // asks another consolidation
  bool standing = entry.contains("standing");
  std::vector<directory::Finding> refused;
  std::string json = entry.at(standing ? "standing" : "request").dump();
  auto request = standing ? request::Request::standing(contract.directory, json, refused)
                          : request::Request::access(contract.directory, json, refused);
  if (!request || !request->now()) throw std::runtime_error("bad case " + json);
  (standing ? contract.standing : contract.access).push_back({request, *request->now()});
}

Contract load(const std::string& example) {
  std::filesystem::path folder = std::filesystem::path(POLC_SOURCE "/examples") / example;
  std::string findings, error;
  auto bundle = support::compile(sourcesOf(folder), findings);
  if (!bundle) throw std::runtime_error(findings);
  Contract contract;
  std::vector<directory::Finding> warnings;
  contract.directory =
      directory::Directory::load(bundle, read(folder / "directory.json"), warnings);
  contract.fast = jit::compile(bundle, 0, error);
  contract.optimised = jit::compile(bundle, 2, error);
  for (const auto& entry : nlohmann::json::parse(read(folder / "cases.json")))
    addCase(entry, contract);
  return contract;
}

}  // namespace

const Contract& contractOf(const std::string& example) {
  static std::map<std::string, Contract> contracts;
  auto found = contracts.find(example);
  if (found == contracts.end()) found = contracts.emplace(example, load(example)).first;
  return found->second;
}

}  // namespace polc::bench
