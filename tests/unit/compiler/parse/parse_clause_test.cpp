#include <catch2/catch.hpp>

#include "tests/unit/compiler/parse/parsed.h"

using polc::test::kAmendment;
using polc::test::kHeader;
using polc::test::Parsed;

namespace {

// Canonical text that must come back as it is.
void same(const std::string& text) {
  Parsed parsed(text);
  CHECK(parsed.report() == "");
  CHECK(parsed.printed() == text);
}

}  // namespace

TEST_CASE("every kind of item") {
  same(kHeader + R"(permission staff "The staff" {
  allow any to any on any
  allow s: Identity in Team::"a" to connect, deploy on Environment::"e1" where s.mfa unless s.b
  deny Identity to destroy on e: Environment
  allow any to read on Note with record_session, mask(fields: {"a"}) notwithstanding data.notes
}

ownership quota for p: Pod where p.open {
  owner p.lead, p.team
  owners may enter, destroy where p.open unless p.audited with record_session
  limit 10 of p.credits per p.lead on create
  limit 3 per p.lead on any
}

lifecycle pods for p: Pod {
  expire pod_life after p.opened_at where p.small
  expire at 2027-01-01
  expire when p.broken
  expire with p.parent where p.bound
  warn 1d before deadline
  grace 1d
  extend 5d up to 1 times by owners
  extend 5d up to 2 times by Identity in Team::"a"
  hold when p.seized
  on expiry notify_lead, wipe
}

data notes for n: Note {
  deny export where n.secret unless subject in Team::"a"
  mask email, phone unless subject == n.author
  require n.pages < 500
}

review baseline for e: Environment where e has container {
  require not e.privileged  severity critical  cites "CIS 5.5"  message "No \"root\""
  advise e.read_only
}
)");
}

TEST_CASE("every kind of declaration") {
  same(kHeader + R"(use std.environments

enum Stage { development, staging }
enum Class { public < internal < secret }
record Credential { kind: Kind  scopes: Set<Set<String>> = {}  at: Time? }
registered entity Team in Team, Organisation
entity Pod { opened_at: Time as birth  shelves: Map<Int>?  when: Time = 2026-01-01 }
entity Empty
action create, read on Pod, Team
group change = create, read
context { alarm: Bool = false  ticket: String? }
obligation wipe
obligation mask(fields: Set<String>)
param life: Duration = 3d review by 2026-12-01
schedule hours = Mon..Thu 08:00..12:00, 13:00..18:00, Fri 08:00..14:00 zone "America/Denver"
define is_vendor(s: Identity, n: Int): Bool = s.employer == "Acme"
)");
}

TEST_CASE("every operation and modifier") {
  same(kAmendment + R"(add permission guests
  over amendment 2, 3 existing grace 3d from 2026-03-01 until 2026-04-01 then lapse
{
  allow any to read on Note
}

add param x: Int = 3 from 2026-03-01

replace group change = create

repeal permission.staff existing now

repeal param.x

suspend review.baseline through 2026-04-01 then revive

vary life = 3d + 1h existing keep

extend entity Pod { note: String? }

extend enum Class { < topmost }

extend context { code: String? }

extend contract until 2028-01-01

end contract at 2027-01-01

withdraw amendment 4 from 2026-05-01

restate from 2026-06-01 {
  param y: Int = 1

  permission staff {
    allow any to any on any
  }
}
)");
}

TEST_CASE("set defaults need no blank before their mark") {
  Parsed parsed(kHeader + "record R { a: Set<String>={}  b: Map<Set<Int>>={} }\n");
  CHECK(parsed.report() == "");
  CHECK(parsed.printed() == kHeader + "record R { a: Set<String> = {}  b: Map<Set<Int>> = {} }\n");
}

TEST_CASE("words of the language are names where a name may stand") {
  same(kHeader +
       "action read, grace, limit, permission on Kind\nentity Kind { class: Int  owner: Int  "
       "until: Int }\n");
}

TEST_CASE("headers in any order, with an end") {
  Parsed parsed(
      "amendment 7 to a.b\nbecause \"x\"\neffective 2026-01-01 through 2026-02-01 then "
      "revive\nretroactive\n"
      "signed 2026-02-01\nupon sha256:" +
      std::string(64, 'a') + "\n");
  CHECK(parsed.report() == "");
  const auto& amendment = std::get<polc::ast::AmendmentFile>(parsed.file->body);
  CHECK(amendment.number == 7);
  CHECK(amendment.retroactive);
  CHECK(amendment.until->through);
  CHECK(amendment.then == polc::ast::Modifiers::Then::revive);
  CHECK(amendment.upon == std::string(64, 'a'));
}

TEST_CASE("documentation comments belong to what follows them") {
  Parsed parsed(kHeader + "/// One.\n/// Two.\nentity A {\n  /// Three.\n  b: Int\n}\n");
  const auto& decl =
      std::get<polc::ast::Decl>(std::get<polc::ast::ContractFile>(parsed.file->body).elements[0]);
  CHECK(decl.documentation == "One.\nTwo.");
  CHECK(std::get<polc::ast::EntityDecl>(decl.body).fields[0].documentation == "Three.");
}
