// One contract, opened: its findings, what it says as known at any point, engines that decide by it.
//
// In:        a path (folder, file in it, `-`), or texts that were already read; or a bundle of `polc build`
// Out:       findings of every phase; agreements and evaluations, made when first asked for and kept
// Errors:    findings to diagnostics(); never throws. A contract with errors is never evaluated
// Ownership: everything that it hands out lives as long as the session
// Threads:   one at a time; the engines that it hands out may be used by any number
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "compiler/driver/engines.h"
#include "compiler/driver/pipeline.h"
#include "runtime/bundle/open.h"
#include "runtime/sqlite/snapshot.h"

namespace polc::driver {

// What decisions are made with: one directory read against one agreement.
struct Evaluation {
  std::shared_ptr<const core::Bundle> bundle;
  std::shared_ptr<const directory::Directory> directory;
  std::shared_ptr<const engine::Engine> engine;
};

// By its first bytes or by its name, `.polb`.
bool isBundle(const std::string& path);

// The diagnostic of a refusal.
diag::Code codeOf(bundle::Code code);

class Session {
 public:
  explicit Session(Options options = {});

  // Reads and checks. True where there is no error; warnings and notes may stand in diagnostics().
  bool open(const std::string& path);
  bool open(Texts texts);
  // A compiled contract in the place of a text: one agreement, whatever is known. False where it is refused. A warning stands in
  // diagnostics() where native code was asked for and does not run.
  bool openBundle(const std::string& path, bundle::Options options);
  // Names the directory that evaluate() reads; its findings are reported once.
  // False where it cannot be read. A database is read here; what is found in it later is shown in its JSON.
  bool useDirectory(const std::string& path);
  void useDirectory(std::string shown_path, std::string json);
  void useEngine(const EngineChoice& choice) { choice_ = choice; }

  const sema::Program* program() const { return build_.program.get(); }  // null of a bundle
  const time::Zone& zone() const;                                        // the contract's
  const bundle::Opened* bundle() const { return opened_.get(); }         // null of texts
  // Null where there are errors.
  const Agreement* agreement(const consolidate::Known& known = {});
  const Evaluation* evaluation(const consolidate::Known& known = {});

  // Warns of each entity that the text names and the directory lacks (P8054).
  void checkNames(const Evaluation& evaluation);

  source::SourceMap& sources() { return build_.sources; }
  diag::Engine& diagnostics() { return build_.diagnostics; }

 private:
  using Key = std::pair<std::optional<uint32_t>, std::optional<value::Micros>>;
  std::unique_ptr<Evaluation> evaluate(const Agreement& agreement);
  std::shared_ptr<const engine::Engine> engineOf(const Agreement& agreement, std::string& error);
  std::shared_ptr<const directory::Directory> loadDirectory(const Agreement& agreement);
  bool useDatabase(const std::string& path);
  void nameRows(std::vector<directory::Finding>& findings) const;

  Build build_;
  std::shared_ptr<const bundle::Opened> opened_;
  EngineChoice choice_;
  std::optional<source::FileId> directory_;
  std::optional<sqlite::Snapshot> database_;  // where directory_ is one: its rows
  bool directory_reported_ = false;
  std::map<Key, Agreement> agreements_;
  std::map<Key, std::unique_ptr<Evaluation>> evaluations_;
};

}  // namespace polc::driver
