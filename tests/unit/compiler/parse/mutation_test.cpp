// One-token mutations of the canon: the first finding stands on the mutated line and names the repair.
#include <catch2/catch.hpp>

#include "tests/unit/compiler/parse/parsed.h"

namespace {

struct Mutation {
  const char* file;  // in examples
  uint32_t line;
  const char* original;
  const char* mutated;
  const char* code;
  const char* help;
};

constexpr Mutation kMutations[] = {
    {"acme_sandboxes/contract.pol", 2, "contract", "contrat", "P1040", "did you mean `contract`?"},
    {"acme_sandboxes/contract.pol", 3, "between", "betwen", "P1023", "did you mean `between`?"},
    {"acme_sandboxes/contract.pol", 4, "until", "unti", "P1023", "did you mean `until`?"},
    {"acme_sandboxes/contract.pol", 5, "zone ", "", "P1020", "write `zone` or `because` here"},
    {"acme_sandboxes/contract.pol", 7, "use ", "", "P1020", "write `use` here"},
    {"acme_sandboxes/contract.pol", 9, "param ", "", "P1020", "write `param` here"},
    {"acme_sandboxes/contract.pol", 9, ":", "", "P1029", "write `preview_life: Duration`"},
    {"acme_sandboxes/contract.pol", 9, "=", "", "P1020", "write `=` here"},
    {"acme_sandboxes/contract.pol", 11, "08:00", "8:00", "P1014",
     "write a clock with two digits each, as in `08:00`"},
    {"acme_sandboxes/contract.pol", 11, "schedule", "shedule", "P1023", "did you mean `schedule`?"},
    {"acme_sandboxes/contract.pol", 13, "define", "defin", "P1023", "did you mean `define`?"},
    {"acme_sandboxes/contract.pol", 13, "==", "=", "P1031", "write `==`"},
    {"acme_sandboxes/contract.pol", 15, "permission", "permision", "P1023",
     "did you mean `permission`?"},
    {"acme_sandboxes/contract.pol", 15, "{", "", "P1027",
     "write `{` after `\"The platform team runs every environment\"`"},
    {"acme_sandboxes/contract.pol", 16, "allow", "alow", "P1023", "did you mean `allow`?"},
    {"acme_sandboxes/contract.pol", 16, "to any", "any", "P1020", "write `to` here"},
    {"acme_sandboxes/contract.pol", 16, " on ", " ", "P1020", "write `on` here"},
    {"acme_sandboxes/contract.pol", 17, "}", "", "P1027", "write `}` after `Environment`"},
    {"acme_sandboxes/contract.pol", 20, "s: Identity", "s Identity", "P1029",
     "write `s: Identity`"},
    {"acme_sandboxes/contract.pol", 20, "to connect", "to to connect", "P1022",
     "leave out the second `to`"},
    {"acme_sandboxes/contract.pol", 20, "e: Environment", "e: ", "P1025",
     "write the name of a type after `:`, or leave `:` out"},
    {"acme_sandboxes/contract.pol", 21, "where", "were", "P1023", "did you mean `where`?"},
    {"acme_sandboxes/contract.pol", 21, " and e.", " && e.", "P1017", "write `and`"},
    {"acme_sandboxes/contract.pol", 21, "(s)", "(s", "P1021", "write `)` after `}`"},
    {"acme_sandboxes/contract.pol", 21, "preview}", "preview", "P1021",
     "write `,` or `}` after `preview`"},
    {"acme_sandboxes/contract.pol", 24, "production", "Production", "P1026",
     "write `production`: types are UpperCamel, values snake_case"},
    {"acme_sandboxes/contract.pol", 24, "production", "", "P1025",
     "write an expression after `==`, or leave `==` out"},
    {"acme_sandboxes/contract.pol", 30, "some c in", "some in", "P1020", "write a name here"},
    {"acme_sandboxes/contract.pol", 31, "30d", "30days", "P1014", "write `30d`"},
    {"acme_sandboxes/contract.pol", 34, "for e: Environment ", "", "P1020",
     "write `for x: Type` or `{` here"},
    {"acme_sandboxes/contract.pol", 35, "e.team", "e.", "P1025",
     "write a name after `.`, or leave `.` out"},
    {"acme_sandboxes/contract.pol", 37, " per ", " ", "P1030",
     "write `of` or `per` between `3` and `e`"},
    {"acme_sandboxes/contract.pol", 41, "after", "afetr", "P1023", "did you mean `after`?"},
    {"acme_sandboxes/contract.pol", 41, "expire ", "", "P1020", "write `expire` here"},
    {"acme_sandboxes/contract.pol", 43, " deadline", "", "P1021",
     "write `deadline` after `before`"},
    {"acme_sandboxes/contract.pol", 44, "1h", "1m", "P1014",
     "minutes or months? write `1min` or `1mo`"},
    {"acme_sandboxes/contract.pol", 44, "1h", "", "P1025",
     "write a length, as `6d` after `grace`, or leave `grace` out"},
    {"acme_sandboxes/contract.pol", 45, " times", "", "P1020", "write `times` here"},
    {"acme_sandboxes/contract.pol", 45, "owners", "", "P1025",
     "write `owners` or who may after `by`, or leave `by` out"},
    {"acme_sandboxes/contract.pol", 46, "when ", "", "P1020", "write `when` here"},
    {"acme_sandboxes/contract.pol", 47, "purge_data, ", "purge_data ", "P1030",
     "write an operator between `purge_data` and `destroy`"},
    {"acme_sandboxes/contract.pol", 51, "severity high", "high", "P1034", "write `severity high`"},
    {"acme_sandboxes/contract.pol", 54, "unless", "unles", "P1023", "did you mean `unless`?"},
    {"acme_sandboxes/contract.pol", 64, "not ", "! ", "P1017", "write `not`"},
    {"polar_pods/contract.pol", 7, "<", "", "P1030",
     "write `<`, `,` or `}` between `open` and `embargoed`"},
    {"polar_pods/contract.pol", 9, "record Permit", "record permit", "P1026",
     "write `Permit`: types are UpperCamel, values snake_case"},
    {"polar_pods/contract.pol", 11, "Group in", "Group im", "P1020",
     "write a declaration, a clause or an operation here"},
    {"polar_pods/contract.pol", 13, "as birth", "birth", "P1020", "write `as birth` here"},
    {"polar_pods/contract.pol", 17, "}", "", "P1027", "write `}` after `false`"},
    {"polar_pods/contract.pol", 36, "= 10d", ": 10d", "P1020", "write `=` here"},
    {"polar_pods/contract.pol", 80, "and (", "and ", "P1028",
     "leave `)` out, or write what it closes"},
    {"polar_pods/contract.pol", 80, "12.50", "12.50.1", "P1014", "write `version(\"12.50.1\")`"},
    {"polar_pods/contract.pol", 130, "or context", "and context or n", "P1033",
     "put brackets around the part that belongs together"},
    {"acme_sandboxes/amendments/001-second-team.pol", 1, "to ", "", "P1020", "write `to` here"},
    {"acme_sandboxes/amendments/001-second-team.pol", 2, "signed", "singed", "P1023",
     "did you mean `signed`?"},
    {"acme_sandboxes/amendments/001-second-team.pol", 6, "add ", "", "P1047",
     "write `add permission …`, or `replace permission …` where it exists"},
    {"acme_sandboxes/amendments/001-second-team.pol", 11, "then revive", "revive", "P1035",
     "write `then revive`"},
    {"acme_sandboxes/amendments/001-second-team.pol", 11, "existing keep", "existing", "P1025",
     "write `keep`, `grace` and a length, or `now` after `existing`, or leave `existing` out"},
    {"acme_sandboxes/amendments/001-second-team.pol", 11, "2026-04-01", "2026-4-1", "P1014",
     "write `2026-04-01`: year, month and day with four, two and two digits"},
    {"acme_sandboxes/amendments/001-second-team.pol", 11, "vary ", "", "P1020",
     "write `group` or `vary` here"},
    {"acme_sandboxes/amendments/002-tighter-previews.pol", 7, "keep", "kep", "P1023",
     "did you mean `keep`?"},
    {"acme_sandboxes/amendments/002-tighter-previews.pol", 18, "suspend", "supend", "P1023",
     "did you mean `suspend`?"},
    {"acme_sandboxes/amendments/003-incident-access.pol", 10, "notwithstanding", "notwithstandig",
     "P1023", "did you mean `notwithstanding`?"},
    {"acme_sandboxes/amendments/003-incident-access.pol", 13, "over amendment", "over", "P1030",
     "write `amendment` between `over` and `1`"},
    {"acme_sandboxes/amendments/003-incident-access.pol", 13, ".", "..", "P1020", "write `.` here"},
    {"polar_pods/amendments/001-summer-campaign.pol", 4, "because", "", "P1020",
     "write `zone` or `because` here"},
    {"polar_pods/amendments/003-fewer-crawlers.pol", 6, "over amendment", "over amendmnt", "P1023",
     "did you mean `amendment`?"},
    {"polar_pods/amendments/004-review-of-extracts.pol", 11, "with ", "", "P1021",
     "write `after` after `pod`"},
    {"polar_pods/amendments/004-review-of-extracts.pol", 19, "then revive", "then revve", "P1023",
     "did you mean `revive`?"},
    {"polar_pods/amendments/005-winter.pol", 5, "retroactive", "retractive", "P1023",
     "did you mean `retroactive`?"},
    {"polar_pods/amendments/005-winter.pol", 12, "contract ", "", "P1025",
     "write an expression after `extend`, or leave `extend` out"},
};

std::string mutate(const Mutation& m) {
  auto text = polc::source::readFile(std::string(POLC_SOURCE_DIR "/examples/") + m.file);
  REQUIRE(text);
  polc::source::File lines("x", *text);
  std::string line(lines.line(m.line));
  size_t at = line.find(m.original);
  REQUIRE(at != std::string::npos);
  return text->replace(lines.lineStart(m.line) + at, std::string(m.original).size(), m.mutated);
}

}  // namespace

TEST_CASE("a mutated token is found where it is, and its repair is named") {
  CHECK(std::size(kMutations) >= 40);
  for (const Mutation& m : kMutations) {
    INFO(m.file << ":" << m.line << " `" << m.original << "` -> `" << m.mutated << "`");
    polc::test::Parsed parsed(mutate(m));
    REQUIRE(!parsed.diagnostics.findings().empty());
    const polc::diag::Finding& first = parsed.diagnostics.findings()[0];
    CHECK(parsed.sources.begin(first.span).line == m.line);
    CHECK(polc::diag::row(first.code).code == m.code);
    CHECK(first.help.find(m.help) != std::string::npos);
  }
}
