#include "compiler/driver/session.h"

#include <filesystem>
#include <fstream>

#include "compiler/driver/json_findings.h"
#include "compiler/driver/named_entities.h"
#include "runtime/directory/lines.h"

namespace polc::driver {
namespace {

bool everything(const consolidate::Known& known) { return !known.number && !known.signed_by; }

}  // namespace

diag::Code codeOf(bundle::Code code) {
  using enum diag::Code;
  static constexpr diag::Code kCodes[] = {
      bundle_unreadable, not_a_bundle,     bundle_newer,    bundle_older,  bundle_truncated,
      bundle_damaged,    bundle_malformed, bundle_unsigned, untrusted_key, wrong_signature};
  return kCodes[static_cast<size_t>(code) - static_cast<size_t>(bundle::Code::unreadable)];
}

bool isBundle(const std::string& path) {
  std::error_code failure;
  // What a pipe gives is read once, as a text.
  if (!std::filesystem::is_regular_file(path, failure)) return path.ends_with(".polb");
  std::ifstream file(path, std::ios::binary);
  char first[8] = {};
  file.read(first, sizeof first);
  return bundle::looksLikeBundle({reinterpret_cast<const uint8_t*>(first), sizeof first}) ||
         path.ends_with(".polb");
}

Session::Session(Options options) { build_.options = std::move(options); }

bool Session::open(const std::string& path) {
  if (isBundle(path)) {
    build_.diagnostics.report(diag::Code::bundle_not_text, {}, path);
    return false;
  }
  std::optional<Texts> texts = readTexts(path, build_.diagnostics);
  return texts && open(std::move(*texts));
}

bool Session::open(Texts texts) {
  build_.texts = std::move(texts);
  run(build_);
  return !build_.diagnostics.hasErrors();
}

bool Session::openBundle(const std::string& path, bundle::Options options) {
  bool native = choice_.kind == EngineKind::native;
  options.engine = native ? bundle::EngineKind::native : bundle::EngineKind::interp;
  bundle::Refusal refusal;
  opened_ = bundle::open(path, options, refusal);
  if (!opened_) {
    build_.diagnostics.report(codeOf(refusal.code), {}, refusal.message);
    return false;
  }
  if (native && !opened_->fallback.empty())
    build_.diagnostics.report(diag::Code::native_not_run, {}, opened_->fallback);
  build_.agreement.bundle = opened_->bundle;
  return true;
}

const time::Zone& Session::zone() const {
  return opened_ ? opened_->bundle->zones[0] : build_.program->zones[0];
}

bool Session::useDatabase(const std::string& path) {
  std::vector<directory::Finding> findings;
  database_ = sqlite::Snapshot::read(path, findings);
  for (directory::Finding& found : findings) found.message = path + ": " + found.message;
  report(findings, std::nullopt, 0, build_.diagnostics);
  if (!database_) return false;
  useDirectory(path, database_->takeJson());
  return true;
}

void Session::nameRows(std::vector<directory::Finding>& findings) const {
  std::string_view json = build_.sources.file(*directory_).text();
  for (directory::Finding& found : findings) {
    if (auto row = database_->rowAt(json, found.begin))
      found.message = row->shown() + ": " + found.message;
  }
}

bool Session::useDirectory(const std::string& path) {
  if (sqlite::isDatabase(path)) return useDatabase(path);
  std::optional<std::string> json = readInput(path);
  if (!json) {
    build_.diagnostics.report(diag::Code::input_unreadable, {}, path);
    return false;
  }
  useDirectory(path == "-" ? "<stdin>" : path, std::move(*json));
  return true;
}

void Session::useDirectory(std::string shown_path, std::string json) {
  directory_ = build_.sources.add(std::move(shown_path), std::move(json));
}

const Agreement* Session::agreement(const consolidate::Known& known) {
  if (build_.diagnostics.hasErrors() || (!build_.program && !opened_)) return nullptr;
  if (everything(known)) return &build_.agreement;
  if (opened_)
    return known.number == opened_->bundle->amended_through ? &build_.agreement : nullptr;
  Key key{known.number, known.signed_by};
  auto found = agreements_.find(key);
  if (found == agreements_.end()) {
    // Lowering warned already when it lowered the whole.
    diag::Engine again;
    found = agreements_.emplace(key, agree(build_, known, again)).first;
    if (again.hasErrors()) {
      for (const diag::Finding& finding : again.findings()) build_.diagnostics.add(finding);
    }
  }
  return found->second.bundle ? &found->second : nullptr;
}

const Evaluation* Session::evaluation(const consolidate::Known& known) {
  Key key{known.number, known.signed_by};
  auto found = evaluations_.find(key);
  if (found != evaluations_.end()) return found->second.get();
  const Agreement* agreed = agreement(known);
  if (!agreed) return nullptr;
  return evaluations_.emplace(key, evaluate(*agreed)).first->second.get();
}

std::unique_ptr<Evaluation> Session::evaluate(const Agreement& agreement) {
  auto made = std::make_unique<Evaluation>();
  made->bundle = agreement.bundle;
  made->directory = loadDirectory(agreement);
  if (!made->directory) return nullptr;
  std::string error;
  made->engine = engineOf(agreement, error);
  if (!made->engine) {
    build_.diagnostics.report(diag::Code::engine_failed, {}, error);
    return nullptr;
  }
  return made;
}

std::shared_ptr<const engine::Engine> Session::engineOf(const Agreement& agreement,
                                                        std::string& error) {
  bool compiled = choice_.kind == EngineKind::jit || choice_.kind == EngineKind::tiered;
  if (opened_ && !compiled) return opened_->engine;
  return build_.options.make_engine(agreement.bundle, choice_, error);
}

std::shared_ptr<const directory::Directory> Session::loadDirectory(const Agreement& agreement) {
  if (!directory_) return directory::Directory::empty(agreement.bundle);
  std::vector<directory::Finding> findings;
  const source::File& file = build_.sources.file(*directory_);
  bool lines = !database_ && directory::holdsLines(file.path());
  auto load = lines ? directory::loadLines : directory::Directory::load;
  auto loaded = load(agreement.bundle, file.text(), findings, {});
  if (database_) nameRows(findings);
  if (!directory_reported_) report(findings, directory_, 0, build_.diagnostics);
  directory_reported_ = true;
  return loaded;
}

void Session::checkNames(const Evaluation& evaluation) {
  if (!directory_ || !build_.program) return;
  const std::string& path = build_.sources.file(*directory_).path();
  for (const NamedEntity& named : namedEntities(*build_.program, build_.sources)) {
    uint32_t type = evaluation.bundle->findEntityType(named.type);
    if (type == core::kNone) continue;
    uint32_t row = evaluation.directory->find(type, named.id);
    if (row != value::kNoEntity && evaluation.directory->entity(row).known) continue;
    build_.diagnostics.report(diag::Code::entity_not_in_directory, named.span, named.type, named.id,
                              path);
  }
}

}  // namespace polc::driver
