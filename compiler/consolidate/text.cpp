#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/ast/printer.h"
#include "compiler/consolidate/acts.h"
#include "compiler/consolidate/dates.h"
#include "compiler/consolidate/timeline.h"
#include "compiler/consolidate/trees.h"
#include "compiler/consolidate/vocabulary_text.h"

namespace polc::consolidate {
namespace {

using sema::Program;
using sema::SourceId;

class TextInForce {
 public:
  TextInForce(const Program& program, const Consolidation& consolidation, Micros at)
      : program_(program),
        consolidation_(consolidation),
        at_(at),
        withdrawals_(program, consolidation.amended_through, Clock::text) {}

  std::string run() {
    header();
    const std::vector<ast::Element>* elements = base();
    if (elements) {
      for (const ast::Element& element : *elements) {
        std::visit([this](const auto& of) { this->element(of); }, element);
      }
    }
    amended();
    return std::move(out_);
  }

 private:
  // Lines of one kind stand together: actions, obligations, plain parameters.
  void block(const std::string& comment, std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    bool line = comment.empty() && text.find('\n') == std::string::npos;
    std::string word = line ? text.substr(0, text.find(' ')) : std::string();
    if (!line || word != last_word_) out_ += '\n';
    last_word_ = word;
    if (!comment.empty()) out_ += "// " + comment + '\n';
    if (!text.empty()) out_ += text + '\n';
  }

  void header() {
    uint32_t through = consolidation_.amended_through;
    out_ +=
        fmt::format("// {} as of {}, known through {}\n", program_.contract, dateOf(program_, at_),
                    through == 0 ? "the contract itself" : fmt::format("amendment {}", through));
    if (at_ < consolidation_.effective) {
      out_ += fmt::format("// nothing is in force before {}\n",
                          dateOf(program_, consolidation_.effective));
    } else if (at_ >= consolidation_.until) {
      out_ += fmt::format("// ended on {}; expiries and holds go on\n",
                          dateOf(program_, consolidation_.until));
    }
    out_ += fmt::format("contract {}\n", program_.contract);
    for (size_t i = 0; i < program_.parties.size(); ++i) {
      out_ += fmt::format("{}{} \"{}\"", i == 0 ? "  between " : ", ",
                          program_.parties[i].role.text, program_.parties[i].name);
    }
    if (!program_.parties.empty()) out_ += '\n';
    if (consolidation_.effective != time::kAlways) {
      out_ += fmt::format("  effective {}", dateOf(program_, consolidation_.effective));
      if (consolidation_.until != time::kNever) {
        out_ += fmt::format(" until {}", dateOf(program_, consolidation_.until));
      }
      out_ += '\n';
    }
    out_ += fmt::format("  zone \"{}\"\n", program_.zones[0].name);
  }

  bool known(const sema::Amendment& amendment) const {
    return amendment.number <= consolidation_.amended_through;
  }

  // The contract's own text, or the restatement that has taken its place.
  const std::vector<ast::Element>* base() {
    const std::vector<ast::Element>* elements = contractElements(program_);
    for (const sema::Amendment& amendment : program_.amendments) {
      for (const sema::Operation& operation : amendment.operations) {
        if (operation.kind != sema::OperationKind::restate || !known(amendment)) continue;
        if (operation.from > at_ || !withdrawals_.active(amendment.number, at_)) continue;
        const ast::Operation* written = writtenOf(program_, amendment, operation);
        if (!written) continue;
        elements = &std::get<ast::RestateOp>(written->body).elements;
        restated_ = amendment.number;
      }
    }
    return elements;
  }

  void element(const ast::Use& use) { block({}, "use " + use.library); }
  void element(const ast::Clause& clause) { source(identityOf(clause)); }
  void element(const ast::Decl& decl) {
    if (!isVocabulary(decl)) return source(identityOf(decl));
    vocabulary(decl, {});
  }

  void vocabulary(const ast::Decl& decl, std::string comment) {
    ast::Decl merged = copy(decl);
    for (const sema::Amendment& amendment : program_.amendments) {
      if (!known(amendment) || amendment.number <= restated_) continue;
      for (const ast::Operation& written : operationsOf(program_, amendment)) {
        const auto* extension = std::get_if<ast::ExtendTypeOp>(&written.body);
        if (!extension || !extends(extension->what, decl)) continue;
        extend(merged, extension->what);
        comment += fmt::format("{}amendment {}", comment.empty() ? "extended by " : ", ",
                               amendment.number);
      }
    }
    block(comment, ast::print(merged));
  }

  // What amendments brought in, by number; and what of the libraries they changed.
  void amended() {
    for (SourceId id : program_.base) source(id, true);
    for (const sema::Amendment& amendment : program_.amendments) {
      if (!known(amendment)) continue;
      for (const ast::Operation& written : operationsOf(program_, amendment)) {
        const auto* add = std::get_if<ast::AddOp>(&written.body);
        if (!add) continue;
        const auto* decl = std::get_if<ast::Decl>(&add->what);
        if (decl && isVocabulary(*decl)) {
          if (amendment.number > restated_) {
            vocabulary(*decl, fmt::format("amendment {}", amendment.number));
          }
        } else {
          source(decl ? identityOf(*decl) : identityOf(std::get<ast::Clause>(add->what)));
        }
      }
    }
  }

  void source(const std::string& identity) {
    auto found = program_.index.find(identity);
    if (found != program_.index.end()) source(found->second, false);
  }

  void source(SourceId id, bool of_library) {
    const std::vector<Segment>& segments = consolidation_.timelines[id].segments;
    auto segment = std::find_if(segments.begin(), segments.end(), [this](const Segment& s) {
      return s.from <= at_ && at_ < s.until;
    });
    if (segment == segments.end() || !printed_.insert(id).second) return;
    if (segment->version == sema::kNone) return absent(id, *segment);
    const sema::Version& version = program_.versions[segment->version];
    if (version.from_library && version.amendment == 0) return;
    if (of_library && version.from_library) return;
    block(commentOf(id, version, segment->from), textOf(id, segment->version));
  }

  void absent(SourceId id, const Segment& segment) {
    if (segment.until == time::kNever || at_ < consolidation_.effective) return;
    block(fmt::format("{} is not in force {}", program_.sources[id].identity(),
                      datesOf(program_, {segment.from, segment.until})),
          {});
  }

  std::string commentOf(SourceId id, const sema::Version& version, Micros since) const {
    bool clause = program_.sources[id].kind == sema::SourceKind::clause;
    if (version.amendment != 0) {
      return fmt::format("amendment {}, in force since {}", version.amendment,
                         dateOf(program_, since));
    }
    return clause ? "the contract's own text" : std::string();
  }

  std::string textOf(SourceId id, VersionId version) const {
    const sema::Version& of = program_.versions[version];
    if (of.clause_ast) return ast::print(*of.clause_ast);
    if (of.decl_ast) return ast::print(*of.decl_ast);
    return varied(id, version);
  }

  // The declaration before, with the value of the `vary`.
  std::string varied(SourceId id, VersionId version) const {
    const ast::Decl* declared = nullptr;
    for (VersionId other : program_.sources[id].versions) {
      if (other < version && program_.versions[other].decl_ast)
        declared = program_.versions[other].decl_ast;
    }
    const ast::Expr* value = variedValue(program_, version);
    if (!declared || !value) return {};
    ast::Decl decl = copy(*declared);
    std::get<ast::ParamDecl>(decl.body).value = ast::clone(*value);
    return ast::print(decl);
  }

  const Program& program_;
  const Consolidation& consolidation_;
  Micros at_;
  Withdrawals withdrawals_;
  uint32_t restated_ = 0;
  std::set<SourceId> printed_;
  std::string last_word_;
  std::string out_;
};

}  // namespace

std::string textInForce(const Program& program, const Consolidation& consolidation, Micros at) {
  return TextInForce(program, consolidation, at).run();
}

}  // namespace polc::consolidate
