#include <catch2/catch.hpp>

#include "tests/unit/compiler/sema/analysed.h"

using namespace polc::sema;

TEST_CASE("a permission binds subject and resource", "[sema]") {
  Analysed a = analysed({contract(
      "group all = enter, destroy\npermission x \"title\" {\n"
      "  allow s: Person in Team::\"a\" to all, remedy on p: Pod where s.mfa with wipe\n}\n")});
  REQUIRE(a.codes().empty());
  const Version& version = a.version("permission.x");
  CHECK(version.title == "title");
  const auto& rule = std::get<RuleItem>(version.clause.items[0].body);
  CHECK(rule.who.kind == Pattern::Kind::member);
  CHECK(rule.who.id == "a");
  CHECK(rule.what.kind == Pattern::Kind::type);
  CHECK(rule.actions.groups.size() == 1);
  CHECK(rule.actions.actions.size() == 2);  // of `remedy`: destroy and extend are declared
  CHECK(rule.obligations.size() == 1);
  const Expr& where = a.expr(rule.where);
  CHECK(where.op == Op::field);
  CHECK(a.expr(where.children[0]).op == Op::subject);
}

TEST_CASE("items stand where they belong", "[sema]") {
  const std::pair<const char*, const char*> rows[] = {
      {"permission x {\n  owner Team::\"a\"\n}\n", "P3019"},
      {"ownership o for p: Pod {\n  expire 3d after p.opened_at\n}\n", "P3019"},
      {"lifecycle l for p: Pod {\n  expire 3d after p.opened_at\n  require true\n  on expiry "
       "wipe\n}\n",
       "P3019"},
      {"data d for p: Pod {\n  advise p has lead\n}\n", "P3019"},
      {"data d for p: Pod {\n  allow Person to enter on Pod\n}\n", "P3019"},
      {"review r for p: Pod {\n  deny enter\n}\n", "P3019"},
      {"permission x {\n  deny enter\n}\n", "P3019"},
  };
  for (const auto& [text, codes] : rows) {
    INFO(text);
    CHECK(analysed({contract(text)}).codes() == codes);
  }
}

TEST_CASE("the items of a life speak of the entity and of now", "[sema]") {
  auto life = [](const std::string& item) {
    return analysed(
               {contract(
                   "lifecycle l for p: Pod {\n  expire 9d after p.opened_at\n  on expiry wipe\n  " +
                   item + "\n}\n")})
        .codes();
  };
  CHECK(life("hold when p has lead and now < p.opened_at + 3d") == "");
  CHECK(life("hold when subject == p") == "P3018");
  CHECK(life("hold when context.alarm") == "P3018");
  CHECK(life("hold when action == enter") == "P3018");
  CHECK(life("expire at p.used_at ?? now") == "");
  CHECK(life("expire 6mo after p.opened_at") == "");
  CHECK(life("expire 3 after p.opened_at") == "P3001");
  CHECK(life("expire with p.lead") == "");
  CHECK(life("expire with p.stage") == "P3001");
  CHECK(life("grace -1h") == "P3027");
  CHECK(life("extend 1d up to 2 times by Person in Team::\"a\"") == "");
  CHECK(life("extend 1d up to 2 times by owners") == "P3023");
}

TEST_CASE("a limit counts what does not move", "[sema]") {
  auto limit = [](const std::string& header, const std::string& item) {
    return analysed({contract("ownership o for p: Pod" + header + " {\n  owner p.lead\n  " + item +
                              "\n}\n")})
        .codes();
  };
  CHECK(limit("", "limit 3 per p.stage on enter") == "");
  CHECK(limit("", "limit 3 of p.extensions per p.stage on enter") == "");
  CHECK(limit("", "limit 2.50 of p.fee per p.stage on enter") == "");
  CHECK(limit("", "limit 3 of p.stage per p.stage on enter") == "P3001");
  CHECK(limit("", "limit 3 per p.lead on enter") == "P3002");
  CHECK(limit(" where p has lead", "limit 3 per p.lead on enter") == "");
  CHECK(limit("", "limit 3 per weekday(now) on enter") == "P3018");
  CHECK(limit(" where p.opened_at < now", "limit 3 per p.stage on enter") == "P3018");
  CHECK(limit(" where p.opened_at < now", "owners may enter") == "");
  CHECK(limit("", "limit (if now < 2027-01-01 then 3 else 4) per p.stage on enter") == "");
}

TEST_CASE("the resource of a grant to owners is the clause's entity", "[sema]") {
  CHECK(analysed(
            {contract("ownership o for p: Pod {\n  owner p.lead\n"
                      "  owners may enter where resource.stage == staging and subject == p\n}\n")})
            .codes() == "");
  CHECK(analysed({contract("review r for p: Pod {\n  require resource.stage == staging\n}\n")})
            .codes() == "P3008");
}

TEST_CASE("lives are bounded", "[sema]") {
  auto life = [](const std::string& items) {
    return analysed({contract("lifecycle l for p: Pod {\n" + items + "  on expiry wipe\n}\n")})
        .codes();
  };
  CHECK(life("  expire at 2027-01-01\n") == "");
  CHECK(life("  expire 9d after min(p.opened_at, now)\n") == "");
  CHECK(life("  expire 9d after p.opened_at + 3d\n") == "");
  CHECK(life("  expire 9d after max(p.opened_at, p.used_at ?? now)\n") == "P5004");
  CHECK(life("  expire when p.grade == high\n  hold when p has lead\n") == "P5002");
  CHECK(life("  expire with p.lead\n") == "P5002");
  CHECK(life("") == "P5002");
  CHECK(analysed({contract("lifecycle l for p: Pod {\n  hold when p has lead\n}\n")}).codes() ==
        "");
}
