// polc inspect: what a bundle says of itself, after all of it was verified.
#include "runtime/bundle/file.h"
#include "tools/polc/options.h"
#include "tools/polc/output.h"

namespace polc::tool {
namespace {

using diag::printable;

struct InspectOptions {
  std::string bundle, trust_key;
  std::string format = "text";
  bool json() const { return format == "json"; }
};

struct Inspected {
  bundle::Info info;
  std::shared_ptr<const bundle::Opened> opened;
  size_t bytes = 0;
  const core::Bundle& core() const { return *opened->bundle; }
};

std::optional<Inspected> read(const InspectOptions& options, driver::Session& session) {
  std::optional<bundle::Options> trust = trustOf(options.trust_key, session);
  if (!trust) return std::nullopt;
  trust->engine = bundle::EngineKind::interp;
  std::optional<bundle::FileBytes> file = bundle::readFile(options.bundle);
  bundle::Refusal refusal{bundle::Code::unreadable, "cannot read " + options.bundle};
  Inspected out;
  if (file && bundle::inspect(file->span(), *trust, out.info, refusal))
    out.opened = bundle::open(file->span(), *trust, refusal);
  if (!out.opened) {
    session.diagnostics().report(driver::codeOf(refusal.code), {}, refusal.message);
    return std::nullopt;
  }
  out.bytes = file->size;
  return out;
}

using Count = std::pair<const char*, size_t>;
std::vector<Count> countsOf(const core::Bundle& core) {
  return {{"clauses", core.clauses.size()},
          {"grants", core.grants.size()},
          {"prohibitions", core.prohibitions.size()},
          {"requirements", core.requirements.size()},
          {"masks", core.masks.size()},
          {"holds", core.holds.size()},
          {"lives", core.lives.size()},
          {"nodes", core.nodes.size()},
          {"constants", core.constants.size()},
          {"texts", core.texts.size()}};
}

std::string instant(value::Micros t) {
  return t == value::kNever || t == value::kAlways ? "open" : time::formatTime(t);
}

Json sectionsJson(const bundle::Info& info) {
  Json list = Json::array();
  for (const bundle::SectionInfo& section : info.sections) {
    list.push_back({{"name", section.name},
                    {"stored_bytes", section.stored},
                    {"bytes", section.size},
                    {"packed", section.packed},
                    {"digest", "blake2b:" + section.digest}});
  }
  return list;
}

Json nativeJson(const bundle::Info& info) {
  if (info.native_target.empty()) return {};
  return {{"target", info.native_target},
          {"made_by", info.native_maker},
          {"functions", info.native_functions},
          {"unfit", info.native_unfit.empty() ? Json() : Json(info.native_unfit)}};
}

void printJson(const Inspected& in) {
  const core::Bundle& core = in.core();
  Json counts;
  for (const auto& [name, count] : countsOf(core)) counts[name] = count;
  Json signer;
  if (!in.info.key_id.empty()) signer = {{"key_id", in.info.key_id}, {"trusted", in.info.trusted}};
  print(dump({{"format", in.info.format},
              {"id", in.info.id},
              {"bytes", in.bytes},
              {"contract", core.contract},
              {"amended_through", core.amended_through},
              {"term", {{"from", instant(core.term.from)}, {"until", instant(core.term.until)}}},
              {"zone", core.zones[0].name},
              {"digest", core.digest},
              {"signature", signer},
              {"sections", sectionsJson(in.info)},
              {"native", nativeJson(in.info)},
              {"counts", counts}}));
}

std::string signatureText(const bundle::Info& info) {
  if (info.key_id.empty()) return "none";
  return fmt::format("by key {}{}", info.key_id, info.trusted ? ", trusted" : "");
}

void printText(const Inspected& in) {
  const core::Bundle& core = in.core();
  std::string text = fmt::format(
      "contract   {}\namended    through {}\nterm       {} to {} ({})\nid         {}\n"
      "digest     {}\nformat     {}\nsignature  {}\n",
      printable(core.contract), core.amended_through, instant(core.term.from),
      instant(core.term.until), printable(core.zones[0].name), in.info.id, printable(core.digest),
      in.info.format, signatureText(in.info));
  if (in.info.native_target.empty()) {
    text += "native     none\n";
  } else {
    text += fmt::format(
        "native     {} functions for {}, by {}{}\n", in.info.native_functions,
        printable(in.info.native_target), printable(in.info.native_maker),
        in.info.native_unfit.empty() ? "" : "; not here: " + printable(in.info.native_unfit));
  }
  text += fmt::format("\n{:<10} {:>10} {:>10}  blake2b\n", "section", "stored", "bytes");
  for (const bundle::SectionInfo& section : in.info.sections)
    text += fmt::format("{:<10} {:>10} {:>10}  {}\n", section.name, section.stored, section.size,
                        section.digest);
  text += fmt::format("{:<10} {:>10}\n\n", "file", in.bytes);
  for (const auto& [name, count] : countsOf(core))
    text += fmt::format("{:<12} {:>8}\n", name, count);
  print(text);
}

int runInspect(const InspectOptions& options) {
  driver::Session session;
  std::optional<Inspected> inspected = read(options, session);
  if (!inspected) return cannot(session, options.json());
  options.json() ? printJson(*inspected) : printText(*inspected);
  return kClean;
}

}  // namespace

void addInspect(CommandLine& line) {
  auto options = std::make_shared<InspectOptions>();
  Command command = line.add(
      "inspect", "Verifies a bundle whole and shows what is in it. Exit code: 0, or 2 refused.");
  command.text("bundle", options->bundle, "a file of `polc build`", Need::required);
  addTrust(command, options->trust_key);
  addFormat(command, options->format);
  command.examples(
      "  polc inspect acme.polb\n  polc inspect acme.polb --trust-key release.key.pub --format "
      "json");
  command.run([options] { return runInspect(*options); });
}

}  // namespace polc::tool
