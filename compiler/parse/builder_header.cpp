#include "compiler/parse/builder.h"

namespace polc::parse {

using diag::Code;

void Builder::header(P::HeaderPieceContext* piece) {
  if (!broken(piece->fileHead())) fileHead(piece->fileHead());
  for (auto* line : piece->headerLine()) {
    if (!broken(line)) headerLine(line);
  }
}

void Builder::fileHead(P::FileHeadContext* head) {
  file_.head = span(head);
  ast::Name name = dotted(head->dotted());
  if (auto* contract = std::get_if<ast::ContractFile>(&file_.body)) contract->name = name;
  if (auto* library = std::get_if<ast::LibraryFile>(&file_.body)) library->name = name;
  if (auto* amendment = std::get_if<ast::AmendmentFile>(&file_.body)) {
    amendment->contract = name;
    amendment->number = number(head->integer());
    amendment->number_span = span(head->integer());
  }
}

bool Builder::seenBefore(const ast::Name& word) {
  for (const ast::Name& seen : header_seen_) {
    if (seen.text != word.text) continue;
    diagnostics_.report(Code::header_twice, word.span, word.text)
        .related.push_back({seen.span, "it stands here, too"});
    return true;
  }
  header_seen_.push_back(word);
  return false;
}

void Builder::headerLine(P::HeaderLineContext* line) {
  source::Span place = span(line->getStart());
  ast::Name word{std::string(list_.text.substr(place.begin, place.end - place.begin)), place};
  if (seenBefore(word)) return;
  file_.header.push_back({word.text, span(line)});
  if (auto* contract = std::get_if<ast::ContractFile>(&file_.body))
    return contractLine(line, *contract);
  if (auto* amendment = std::get_if<ast::AmendmentFile>(&file_.body))
    return amendmentLine(line, *amendment);
  diagnostics_.report(Code::header_foreign, place, word.text, "a library");
}

void Builder::contractLine(P::HeaderLineContext* line, ast::ContractFile& out) {
  switch (line->getStart()->getType()) {
    case P::BETWEEN:
      for (auto* party : line->party()) {
        out.parties.push_back({name(party->name()), string(party->string())});
      }
      return;
    case P::EFFECTIVE:
      out.effective = date(line->date());
      if (line->ending() == nullptr) return;
      out.until = end(line->ending());
      if (line->ending()->sunset() != nullptr) {
        diagnostics_.report(Code::header_foreign, span(line->ending()->sunset()),
                            text(line->ending()->sunset()), "a contract");
      }
      return;
    case P::ZONE:
      out.zone = string(line->string());
      out.zone_span = span(line->string());
      return;
    default:
      diagnostics_.report(Code::header_foreign, span(line->getStart()), header_seen_.back().text,
                          "a contract");
  }
}

void Builder::amendmentLine(P::HeaderLineContext* line, ast::AmendmentFile& out) {
  switch (line->getStart()->getType()) {
    case P::SIGNED:
      out.signed_on = date(line->date());
      return;
    case P::EFFECTIVE:
      out.effective = date(line->date());
      if (line->ending() == nullptr) return;
      out.until = end(line->ending());
      out.then = sunset(line->ending());
      return;
    case P::BECAUSE:
      out.because = string(line->string());
      return;
    case P::RETROACTIVE:
      out.retroactive = true;
      return;
    case P::UPON: {
      out.upon_span = span(line->SHA256());
      std::string digest = std::string(
          list_.text.substr(out.upon_span.begin + 7, out.upon_span.end - out.upon_span.begin - 7));
      bool valid =
          digest.size() == 64 && digest.find_first_not_of("0123456789abcdef") == std::string::npos;
      if (!valid) diagnostics_.report(Code::bad_digest, out.upon_span);
      if (valid) out.upon = digest;
      return;
    }
    default:
      diagnostics_.report(Code::header_foreign, span(line->getStart()), header_seen_.back().text,
                          "an amendment");
  }
}

void Builder::missing(const char* word, std::string_view help) {
  for (const ast::Name& seen : header_seen_) {
    if (seen.text == word) return;
  }
  diagnostics_.report(Code::header_missing, file_.head, word, help);
}

void Builder::checkHeader(bool broken) {
  if (broken) return;
  if (std::holds_alternative<ast::ContractFile>(file_.body)) {
    missing("effective", "`effective 2026-01-01`: the day from which the contract is in force");
    missing("zone", "`zone \"Europe/Berlin\"`: the IANA zone in which its dates are meant");
  } else if (std::holds_alternative<ast::AmendmentFile>(file_.body)) {
    missing("signed", "`signed 2026-02-16`: the day on which it was agreed");
    missing("effective", "`effective 2026-03-01`: the day from which it is in force");
    missing("because", "`because \"…\"`: why it was agreed");
  }
}

}  // namespace polc::parse
