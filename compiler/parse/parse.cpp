#include "compiler/parse/parse.h"

#include "PolcLexer.h"
#include "PolcParser.h"
#include "compiler/base/limits.h"
#include "compiler/parse/builder.h"
#include "compiler/parse/piece_stream.h"
#include "compiler/parse/pool.h"
#include "compiler/parse/strategy.h"

namespace polc::parse {
namespace {

using diag::Code;

struct NestingTooDeep {};

// Eight rules lie between a bracket and the next; more than that many a level is beyond the limit.
constexpr size_t kTreeDepth = size_t{12} * limits::kNesting;

// Stops before open forms without brackets, as `if … else if …`, outgrow the stack.
class BoundedParser : public PolcParser {
 public:
  using PolcParser::PolcParser;
  void enterRule(antlr4::ParserRuleContext* context, size_t state, size_t rule) override {
    PolcParser::enterRule(context, state, rule);
    bool nests = rule == RuleExpr || rule == RuleTypeName || rule == RuleElement;
    if (nests && static_cast<size_t>(context->depth()) > kTreeDepth) throw NestingTooDeep{};
  }
};

class FileParser {
 public:
  FileParser(const TokenList& list, diag::Engine& diagnostics, ast::File& file)
      : list_(list),
        diagnostics_(diagnostics),
        builder_(list, diagnostics, file),
        stream_(list),
        parser_(&stream_) {
    parser_.removeErrorListeners();
  }

  void run() {
    std::vector<Piece> pieces = split(list_);
    bool clean = true;
    for (size_t i = 0; i < pieces.size(); ++i) {
      bool is_header = i == 0;
      bool fits = bounded(pieces[i]);
      bool parsed = fits && parsePiece(pieces[i], is_header);
      if (is_header) clean = parsed;
    }
    builder_.checkHeader(!clean);
  }

 private:
  bool bounded(Piece piece) {
    for (size_t i = piece.first; i < piece.last; ++i) {
      if (list_.tokens[i].depth < limits::kNesting) continue;
      diagnostics_.report(Code::nesting_too_deep, list_.span(i), limits::kNesting);
      return false;
    }
    return true;
  }

  // First fast and without recovery; where that fails again with findings. True without syntax errors.
  bool parsePiece(Piece piece, bool is_header) {
    begin(piece);
    auto* simulator = parser_.getInterpreter<antlr4::atn::ParserATNSimulator>();
    try {
      simulator->setPredictionMode(antlr4::atn::PredictionMode::SLL);
      parser_.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
      build(is_header);
      return true;
    } catch (const antlr4::ParseCancellationException&) {
    } catch (const NestingTooDeep&) {
      diagnostics_.report(Code::nesting_too_deep, list_.span(piece.first), limits::kNesting);
      return false;
    }
    parser_.reset();
    simulator->setPredictionMode(antlr4::atn::PredictionMode::LL);
    parser_.setErrorHandler(std::make_shared<Strategy>(stream_, diagnostics_));
    try {
      build(is_header);
    } catch (const NestingTooDeep&) {
      diagnostics_.report(Code::nesting_too_deep, list_.span(piece.first), limits::kNesting);
    } catch (const antlr4::RuntimeException&) {
      diagnostics_.report(Code::unexpected, list_.span(piece.first), "a declaration or clause",
                          "what cannot be read");
    }
    return false;
  }

  // Frees the trees of the piece before, then what they lay in and pointed at.
  void begin(Piece piece) {
    parser_.reset();
    pool_.reset();
    stream_.begin(piece);
  }

  void build(bool is_header) {
    if (is_header) {
      builder_.header(parser_.headerPiece());
    } else {
      builder_.elements(parser_.elementPiece());
    }
  }

  const TokenList& list_;
  diag::Engine& diagnostics_;
  Builder builder_;
  TreePool pool_;
  PieceStream stream_;
  BoundedParser parser_;
};

// The file's kind by its first word; false where it says none that is supported (reported).
bool chooseKind(const TokenList& list, diag::Engine& diagnostics, ast::File& file) {
  TokenType first = list.tokens.empty() ? kEof : list.tokens[0].type;
  if (first == PolcLexer::CONTRACT) {
    file.body = ast::ContractFile{};
  } else if (first == PolcLexer::AMENDMENT) {
    file.body = ast::AmendmentFile{};
  } else if (first == PolcLexer::LIBRARY) {
    file.body = ast::LibraryFile{};
  } else if (first == PolcLexer::TESTS) {
    diagnostics.report(Code::not_supported, list.span(0), "test files",
                       "write cases for `polc cases`");
    return false;
  } else {
    source::Span place = list.tokens.empty() ? source::Span{list.file, 0, 0} : list.span(0);
    std::string nearest =
        list.tokens.empty()
            ? std::string()
            : nearestWord(list.textOf(0),
                          {PolcLexer::CONTRACT, PolcLexer::AMENDMENT, PolcLexer::LIBRARY});
    std::string help = "begin it with `contract NAME`, `amendment N to NAME` or `library NAME`";
    if (!nearest.empty()) help = fmt::format("did you mean `{}`?", nearest);
    diagnostics.report(Code::unknown_file_kind, place, help);
    return false;
  }
  return true;
}

}  // namespace

std::unique_ptr<ast::File> parse(const source::SourceMap& sources, source::FileId file,
                                 diag::Engine& diagnostics, const limits::Text& limits) {
  TokenList list;
  bool readable = tokenize(sources, file, diagnostics, list, limits);
  auto out = std::make_unique<ast::File>();
  out->id = file;
  if (!readable || !chooseKind(list, diagnostics, *out)) return nullptr;
  out->head = list.span(0);
  FileParser(list, diagnostics, *out).run();
  out->comments = std::move(list.comments);
  return out;
}

}  // namespace polc::parse
