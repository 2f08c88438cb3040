#include <cstdio>
#include <memory>

#include "runtime/abi/findings.h"
#include "runtime/abi/make.h"
#include "runtime/abi/values.h"
#include "runtime/directory/codes.h"
#include "runtime/directory/lines.h"

namespace polc::abi {

polc_status makeDirectory(std::shared_ptr<const Bundle> bundle,
                          std::shared_ptr<const directory::Directory> held, std::string findings,
                          polc_directory** out, const directory::Directory* from) {
  auto made = std::make_unique<polc_directory>();
  made->bundle = std::move(bundle);
  made->held = std::move(held);
  made->defaults = contextDefaults(made->bundle->core);
  made->findings = std::move(findings);
  made->bundle->engine->prepare(*made->held, from);
  *out = made.release();
  return POLC_OK;
}

namespace {

using directory::Directory;
using Findings = std::vector<directory::Finding>;

constexpr const char* kNoBundle = "a directory is read against a bundle, and goes to `out`";

// Of a text or a database, by what of it says where its findings are.
template <class Where>
polc_status give(std::shared_ptr<const Directory> held, const polc_bundle& bundle,
                 const Findings& findings, const Where& where, polc_directory** out,
                 polc_error** error) {
  if (!held) return fail(error, refused(findings, where));
  return makeDirectory(bundle.held, std::move(held), findingsJson(findings, where), out);
}

using Load = std::shared_ptr<const Directory> (*)(std::shared_ptr<const core::Bundle>,
                                                  std::string_view, Findings&,
                                                  const directory::Limits&);

polc_status load(Load read, const polc_bundle& bundle, std::string_view text, polc_directory** out,
                 polc_error** error) {
  Findings findings;
  auto held = read(bundle.held->core, text, findings, {});
  return give(std::move(held), bundle, findings, text, out, error);
}

polc_status loadDatabase(const polc_bundle& bundle, const char* path, polc_directory** out,
                         polc_error** error) {
  Findings findings;
  auto snapshot = sqlite::Snapshot::read(path, findings);
  if (!snapshot) {
    polc_error made = refused(findings, sqlite::Snapshot());
    if (findings.back().code == directory::kDatabaseUnreadable) made.status = POLC_UNREADABLE;
    return fail(error, std::move(made));
  }
  auto held = Directory::load(bundle.held->core, snapshot->json(), findings);
  return give(std::move(held), bundle, findings, *snapshot, out, error);
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::optional<std::string> readFile(const char* path) {
  std::unique_ptr<std::FILE, Close> file(std::fopen(path, "rb"));
  if (!file) return std::nullopt;
  std::string text;
  char part[16384];
  while (size_t got = std::fread(part, 1, sizeof part, file.get())) text.append(part, got);
  return std::ferror(file.get()) ? std::nullopt : std::optional(std::move(text));
}

}  // namespace
}  // namespace polc::abi

using namespace polc::abi;

polc_status polc_directory_load(const polc_bundle* bundle, polc_string json, polc_directory** out,
                                polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!bundle || !out) return invalid(error, kNoBundle);
    return load(Directory::load, *bundle, view(json), out, error);
  });
}

polc_status polc_directory_load_lines(const polc_bundle* bundle, polc_string lines,
                                      polc_directory** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!bundle || !out) return invalid(error, kNoBundle);
    return load(polc::directory::loadLines, *bundle, view(lines), out, error);
  });
}

polc_status polc_directory_load_file(const polc_bundle* bundle, const char* path,
                                     polc_directory** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!bundle || !out || !path) return invalid(error, kNoBundle);
    if (polc::sqlite::isDatabase(path)) return loadDatabase(*bundle, path, out, error);
    auto text = readFile(path);
    if (!text) return fail(error, POLC_UNREADABLE, fmt::format("`{}` cannot be read", path));
    Load read = polc::directory::holdsLines(path) ? polc::directory::loadLines : Directory::load;
    return load(read, *bundle, *text, out, error);
  });
}

polc_status polc_directory_load_sqlite(const polc_bundle* bundle, const char* path,
                                       polc_directory** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!bundle || !out || !path) return invalid(error, kNoBundle);
    return loadDatabase(*bundle, path, out, error);
  });
}

polc_status polc_directory_apply(const polc_directory* directory, polc_string changes,
                                 polc_directory** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!directory || !out) return invalid(error, "changes are of a directory, and go to `out`");
    Findings findings;
    std::string_view lines = view(changes);
    auto held = polc::directory::withLines(*directory->held, lines, findings);
    if (!held) return fail(error, refused(findings, lines));
    return makeDirectory(directory->bundle, std::move(held), findingsJson(findings, lines), out,
                         directory->held.get());
  });
}

polc_status polc_directory_empty(const polc_bundle* bundle, polc_directory** out,
                                 polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!bundle || !out) return invalid(error, kNoBundle);
    return makeDirectory(bundle->held, Directory::empty(bundle->held->core), "[]", out);
  });
}

polc_status polc_directory_rebind(const polc_directory* directory, const polc_bundle* bundle,
                                  polc_directory** out, polc_error** error) {
  if (out) *out = nullptr;
  return guarded(error, [&] {
    if (!directory || !bundle || !out) return invalid(error, kNoBundle);
    if (bundle->held->core != directory->bundle->core)
      return invalid(error, "the directory was read against another bundle: load it again");
    return makeDirectory(bundle->held, directory->held, directory->findings, out);
  });
}

void polc_directory_free(polc_directory* directory) { delete directory; }

uint64_t polc_directory_serial(const polc_directory* directory) {
  return directory ? directory->held->serial() : 0;
}

uint32_t polc_directory_size(const polc_directory* directory) {
  return directory ? directory->held->known() : 0;
}

polc_string polc_directory_findings(const polc_directory* directory) {
  return directory ? give(directory->findings) : polc_string{nullptr, 0};
}

uint32_t polc_directory_entity(const polc_directory* directory, polc_string type, polc_string id) {
  if (!directory) return POLC_NONE;
  uint32_t declared = directory->bundle->core->findEntityType(view(type));
  if (declared == polc::core::kNone) return POLC_NONE;
  uint32_t row = directory->held->find(declared, view(id));
  return row != polc::value::kNoEntity && directory->held->entity(row).known ? row : POLC_NONE;
}
