// Rules that fill tables: interpreter, -O0 and -O2 give the same bytes, and the same outcomes without reasons, however rows are found.
//
// polc_differential_tables [--seed N] [--worlds N] [--decisions N a world]
// A world: guards with holes, each written out with many constants (equal, among, ordered, like, networks, members; `and` and `or` of
//          them), on types without lives, so that queries take the short way; entities of which few lack a field
// Exit: 0 all agree and enough of every kind was reached; 1 a difference; 2 usage
#include <fmt/format.h>

#include <cstdlib>
#include <map>
#include <optional>

#include "compiler/jit/jit.h"
#include "compiler/plan/cost.h"
#include "runtime/interp/interp.h"
#include "tests/differential/random.h"
#include "tests/support/pipeline.h"

namespace polc::differential {
namespace {

using Strings = std::vector<std::string>;
using value::Micros;

constexpr Micros kStart = 1'767'225'600 * value::kMicrosPerSecond;  // 2026-01-01T00:00Z
constexpr uint32_t kPath = 3, kOwner = 5, kSite = 5;                // of Doc, of Person
constexpr uint32_t kApprover = 3;                                   // of the context
constexpr int kLong = 40;  // texts that make one of more parts than an index looks at
constexpr int kPeople = 14, kDocs = 14, kTeams = 6, kSites = 4;

constexpr const char* kVocabulary = R"(contract diff.tables
  between one "One", other "Other"
  effective 2026-01-01 until 2028-01-01
  zone "Europe/Berlin"

enum Role { clerk, nurse, medic, chief }
enum Level { low < mid < high }
registered entity Team in Team
registered entity Site
registered entity Person in Team { role: Role  score: Int  name: String  address: Ip  tags: Set<String>  site: Site? }
registered entity Doc { level: Level  rank: Int  ratio: Decimal  path: String  region: String  owner: Person  site: Site  sealed: Bool  dated: Time }
action look, edit, move on Doc
context { network: Ip?  purpose: String?  depth: Int = 0  approver: Person? }
obligation note(text: String)
)";

std::string text(Random& random) {
  static const Strings kTexts = {"a", "ab", "abc", "b", "ba", "bab", "abba", "c/a", "c/ab", "c"};
  return random.pick(kTexts);
}
std::string network(Random& random) {
  static const Strings kNetworks = {"10.0.0.0/8",     "10.1.0.0/16", "10.1.2.0/23", "10.1.2.3",
                                    "192.168.0.0/16", "0.0.0.0/0",   "fd00::/8",    "fd00:1::/32"};
  return random.pick(kNetworks);
}
std::string address(Random& random) {
  static const Strings kAddresses = {"10.1.2.3",    "10.1.3.9",  "10.2.0.1",
                                     "192.168.7.1", "fd00:1::5", "11.0.0.1"};
  return random.pick(kAddresses);
}
std::string role(Random& random) {
  return random.pick(Strings{"clerk", "nurse", "medic", "chief"});
}

std::string ofParts(Random& family, Random& random) {
  switch (family.between(0, 3)) {
    case 0:
      return fmt::format("d.path like \"*{}*\"", text(random));
    case 1:
      return fmt::format("contains(d.path, \"{}\")", text(random));
    case 2:
      return fmt::format("(contains(d.path, \"{}\") or contains(d.path, \"{}\"))", text(random),
                         text(random));
    default:
      return fmt::format("(d.region like \"*{}*{}*\" or d.region like \"*{}*\")", text(random),
                         text(random), text(random));
  }
}

// A guard with holes: what stands in them is chosen anew for each rule of the family.
std::string atom(Random& family, Random& random) {
  int64_t low = random.between(-3, 12);
  switch (family.between(0, 33)) {
    case 0:
      return fmt::format("s.role == {}", role(random));
    case 1:
      return fmt::format("s.score >= {}", low);
    case 2:
      return fmt::format("d.rank < {}", low);
    case 3:
      return fmt::format("d.rank >= {} and d.rank < {}", low, low + random.between(0, 4));
    case 4:
      return fmt::format("d.path like \"{}*\"", text(random));
    case 5:
      return fmt::format("d.path like \"*{}\"", text(random));
    case 6:
      return fmt::format("d.path like \"{}*{}\"", text(random), text(random));
    case 7:
      return fmt::format("d.region in {{\"{}\", \"{}\"}}", text(random), text(random));
    case 8:
      return fmt::format("(d.region == \"{}\" or d.region == \"{}\")", text(random), text(random));
    case 9:
      return fmt::format("(d.region == \"{}\" or s.score > {})", text(random), low);
    case 10:
      return fmt::format("(d.path like \"{}*\" or d.path like \"{}*\")", text(random),
                         text(random));
    case 11:
      return fmt::format("s.address in ip(\"{}\")", network(random));
    case 12:
      return fmt::format("(s.address in ip(\"{}\") or s.address in ip(\"{}\"))", network(random),
                         network(random));
    case 13:
      return fmt::format("s in Team::\"t{}\"", random.between(0, kTeams - 1));
    case 14:
      return fmt::format("(s in Team::\"t{}\" or s in Team::\"t{}\")",
                         random.between(0, kTeams - 1), random.between(0, kTeams - 1));
    case 15:
      return fmt::format("\"{}\" in s.tags", text(random));
    case 16:
      return fmt::format("d.site == Site::\"x{}\"", random.between(0, kSites - 1));
    case 17:
      return fmt::format("(s has site and s.site == Site::\"x{}\")", random.between(0, kSites - 1));
    case 18:
      return fmt::format("context.depth <= {}", low);
    case 19:
      return fmt::format("d.level >= {}", random.pick(Strings{"low", "mid", "high"}));
    case 20:
      return fmt::format("{} < d.ratio", fmt::format("{}.5", random.between(0, 6)));
    case 21:
      return fmt::format("starts_with(d.path, \"{}\")", text(random));
    case 22:
      return fmt::format("ends_with(d.region, \"{}\")", text(random));
    case 23:
      return fmt::format("(some t in s.tags satisfies t == \"{}\")", text(random));
    case 24:
      return fmt::format("(some t in s.tags satisfies (s.score > {} and t in {{\"{}\", \"{}\"}}))",
                         low, text(random), text(random));
    case 26:
      return fmt::format("(context has approver and context.approver.score == {})", low);
    case 27:
      return fmt::format("(context has approver and context.approver has site and d.rank < {})",
                         low);
    case 25:
      return fmt::format("(some t in s.tags satisfies (t == \"{}\" and d.owner.score > {}))",
                         text(random), low);
    case 28:
      return fmt::format("d.owner.score == {}", low);
    default:
      return ofParts(family, random);
  }
}
std::string common(Random& family) {
  return family.pick(Strings{"s.score > d.rank", "d.sealed", "d.owner == s", "not d.sealed",
                             "now < d.dated + 30d", "size(s.tags) < 3", "context.depth < 9",
                             "d.owner.role == s.role", "d.rank + s.score < 9"});
}
std::string guard(uint64_t seed, Random& random) {
  Random family(seed);
  std::string text;
  for (int64_t i = family.between(1, 3); i > 0; --i)
    text += (text.empty() ? "" : " and ") + atom(family, random);
  if (family.chance(30))
    text += fmt::format(" and (({}) or ({}))", atom(family, random), atom(family, random));
  if (family.chance(40)) text += " and " + common(family);
  return text;
}

// Enough for an index, in which one entity may find a row by several words.
std::string reviews(Random& random) {
  std::string all;
  for (int64_t count = random.between(6, 12), i = 0; i < count; ++i) {
    all += fmt::format(
        "review r{} \"r\" for p: Person where some t in p.tags satisfies t in {{\"{}\", \"{}\"}} "
        "{{\n"
        "  {} p.score > {}\n}}\n",
        i, text(random), text(random), random.chance(50) ? "require" : "advise",
        random.between(-3, 12));
  }
  return all;
}

std::string rules(Random& random) {
  std::string all;
  for (int64_t families = random.between(2, 5), f = 0; f < families; ++f) {
    uint64_t seed = random.next();
    Random family(seed);
    bool denies = family.chance(30), told = !denies && family.chance(20);
    std::string who = family.pick(Strings{"", "", "", " in Team::\"t%\"", "::\"s%\""});
    int named = who.starts_with(':') ? kPeople : kTeams;
    std::string actions =
        family.pick(Strings{"look", "look, edit", "edit, move", "look, edit, move"});
    for (int64_t count = random.between(1, 30), i = 0; i < count; ++i) {
      std::string team = who;
      if (size_t at = team.find('%'); at != std::string::npos)
        team.replace(at, 1, std::to_string(random.between(0, named - 1)));
      all += fmt::format(
          "permission p{}_{} \"p\" {{\n  {} s: Person{} to {} on d: Doc where {}\n{}}}\n", f, i,
          denies ? "deny" : "allow", team, actions, guard(seed, random),
          told ? fmt::format("    with note(text: \"{}\")\n", i % 3) : "");
    }
  }
  if (random.chance(15)) all += reviews(random);
  return all;
}

class Attributes {
 public:
  explicit Attributes(Random& random, int lacking) : random_(random), lacking_(lacking) {}
  void add(const char* name, const std::string& json) {
    if (random_.chance(lacking_)) return;
    text_ += fmt::format("{}\"{}\":{}", text_.empty() ? "" : ",", name,
                         random_.chance(lacking_) ? "[7]" : json);
  }
  const std::string& text() const { return text_; }

 private:
  Random& random_;
  int lacking_;
  std::string text_;
};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }
std::string reference(const char* type, char letter, int64_t number) {
  return fmt::format("{{\"type\":\"{}\",\"id\":\"{}{}\"}}", type, letter, number);
}

class Population {
 public:
  explicit Population(Random& random) : random_(random) {}

  std::string run() {
    for (int i = 0; i < kTeams; ++i) {
      std::string parents;
      if (i > 0 && random_.chance(50)) parents = reference("Team", 't', random_.between(0, i - 1));
      entity("Team", 't', i, "", parents);
    }
    for (int i = 0; i < kSites; ++i) entity("Site", 'x', i, "", "");
    for (int i = 0; i < kPeople; ++i) person(i);
    for (int i = 0; i < kDocs; ++i) doc(i);
    return "[" + text_ + "]";
  }

 private:
  void entity(const char* type, char letter, int number, const std::string& attributes,
              const std::string& parents) {
    text_ +=
        fmt::format("{}\n{{\"uid\":{},\"attrs\":{{{}}},\"parents\":[{}]}}",
                    text_.empty() ? "" : ",", reference(type, letter, number), attributes, parents);
  }

  void person(int number) {
    Attributes a(random_, number < kPeople / 2 ? 0 : 5);
    a.add("role", quoted(role(random_)));
    a.add("score", std::to_string(random_.between(-2, 12)));
    a.add("name", quoted(text(random_)));
    a.add("address", quoted(address(random_)));
    std::string tags;
    for (int64_t i = random_.between(0, 3); i > 0; --i)
      tags += (tags.empty() ? "" : ",") + quoted(text(random_));
    a.add("tags", "[" + tags + "]");
    if (random_.chance(60)) a.add("site", reference("Site", 'x', random_.between(0, kSites)));
    std::string parents;
    for (int64_t i = random_.between(0, 2); i > 0; --i)
      parents +=
          (parents.empty() ? "" : ",") + reference("Team", 't', random_.between(0, kTeams - 1));
    entity("Person", 's', number, a.text(), parents);
  }

  void doc(int number) {
    Attributes a(random_, number < kDocs / 2 ? 0 : 5);
    a.add("level", quoted(random_.pick(Strings{"low", "mid", "high"})));
    a.add("rank", std::to_string(random_.between(-2, 12)));
    a.add("ratio", quoted(fmt::format("{}.5", random_.between(0, 6))));
    std::string path = text(random_) + text(random_);
    for (int i = random_.chance(10) ? kLong : 0; i > 0; --i) path += text(random_);
    a.add("path", quoted(path));
    a.add("region", quoted(text(random_)));
    a.add("owner", reference("Person", 's', random_.between(0, kPeople)));
    a.add("site", reference("Site", 'x', random_.between(0, kSites)));
    a.add("sealed", random_.chance(50) ? "true" : "false");
    a.add("dated",
          quoted(time::formatTime(kStart + random_.between(0, 90) * value::kMicrosPerDay)));
    entity("Doc", 'd', number, a.text(), "");
  }

  Random& random_;
  std::string text_;
};

struct Reach {
  int decisions = 0, allowed = 0, errors = 0, plain = 0, modes[8] = {}, ways = 0;
  std::map<std::string, int>
      cells;  // buckets of compiled cells, by how their rows are found and what they need
  uint64_t nearest = 0;  // percent of the bound on rows
};

class Runner {
 public:
  bool world(uint64_t seed, int decisions, bool optimise) {
    Random random(seed);
    contract_ = kVocabulary + rules(random);
    std::string findings, error;
    auto bundle = support::compile({{"contract.pol", contract_}}, findings);
    if (!bundle) return fail("the contract does not compile\n" + findings);
    std::vector<directory::Finding> warnings;
    people_ = Population(random).run();
    directory_ = directory::Directory::load(bundle, people_, warnings);
    if (!directory_) return fail("the directory was refused: " + warnings.back().message);
    auto engine = jit::compile(bundle, optimise ? 2 : 0, error);
    if (!engine) return fail("code generation failed: " + error);
    plan_ = plan::build(*bundle);
    extent_ = plan::extentOf(*directory_);
    earlier_.reset();
    note(plan_.tables);
    for (const plan::Cell& cell : plan_.cells) {
      for (const plan::CellBucket& bucket : cell.buckets) note(bucket);
    }
    for (int i = 0; i < decisions; ++i) {
      if (!decide(random, *engine)) return false;
    }
    return true;
  }
  bool enough() const {
    fmt::print("{} decisions: {} allowed, {} with errors, {} of sound entities\n", reach_.decisions,
               reach_.allowed, reach_.errors, reach_.plain);
    static const char* const kModes[] = {"exact",    "member",   "members", "networks",
                                         "prefixes", "suffixes", "range",   "infixes"};
    bool all = reach_.ways > 0 && reach_.allowed > 0 && reach_.errors > 0 && reach_.plain > 0;
    for (size_t i = 0; i < std::size(kModes); ++i) {
      fmt::print("  probes {:<10}{:>6}\n", kModes[i], reach_.modes[i]);
      all &= reach_.modes[i] > 0;
    }
    fmt::print("  disjunctions     {:>6}\n", reach_.ways);
    for (const char* kind :
         {"one", "all", "direct", "asked", "risky", "unsteady", "text", "member", "exact"}) {
      auto found = reach_.cells.find(kind);
      int count = found == reach_.cells.end() ? 0 : found->second;
      fmt::print("  cells {:<10}{:>7}\n", kind, count);
      all &= count > 0;
    }
    fmt::print("  at most {} % of the bound on rows\n", reach_.nearest);
    return all;
  }

 private:
  void note(const engine::Tables& tables) {
    for (const engine::Bucket& bucket : tables.buckets) {
      for (const engine::Probe& probe : bucket.index.probes)
        ++reach_.modes[static_cast<size_t>(probe.mode)];
      reach_.ways += !bucket.more.empty();
    }
  }

  void note(const plan::CellBucket& bucket) {
    using Kind = core::Pattern::Kind;
    static const char* const kFinds[] = {"one", "all", "direct", "asked"};
    ++reach_.cells[kFinds[static_cast<size_t>(bucket.find)]];
    if (bucket.find == plan::Find::asked) return;
    reach_.cells["risky"] += bucket.risky;
    reach_.cells["unsteady"] += !bucket.steady;
    for (Kind kind : {bucket.subject, bucket.resource}) {
      reach_.cells["member"] += kind == Kind::member;
      reach_.cells["exact"] += kind == Kind::exact;
    }
    for (const plan::CellProbe& probe : bucket.probes) reach_.cells["text"] += probe.text;
  }

  std::string ask(Random& random) const {
    std::string context = fmt::format("\"depth\":{}", random.between(0, 12));
    if (random.chance(50)) context += ",\"network\":" + quoted(address(random));
    if (random.chance(5)) context = "\"depth\":\"deep\"";
    if (random.chance(50))
      context += ",\"approver\":" + reference("Person", 's', random.between(0, kPeople));
    return fmt::format(
        R"({{"subject":{},"action":{{"name":"{}"}},"resource":{},"context":{{{}}}}})",
        reference("Person", 's', random.between(0, kPeople - (random.chance(4) ? 0 : 1))),
        random.pick(Strings{"look", "edit", "move"}),
        reference("Doc", 'd', random.between(0, kDocs - 1)), context);
  }

  bool decide(Random& random, const engine::Engine& engine) {
    std::string json = ask(random);
    Micros now = kStart + random.between(-5, 800) * value::kMicrosPerDay;
    std::vector<directory::Finding> refused;
    auto request = request::Request::access(directory_, json, refused);
    decision::Decision expected, got;
    interp::decide(*request, now, expected);
    engine.decide(*request, now, got);
    std::string wanted = decision::toJson(expected, *request),
                given = decision::toJson(got, *request);
    if (wanted != given)
      return fail(fmt::format("{}\n  interp {}\n  jit    {}", json, wanted, given));
    engine::Verdict verdict{expected.outcome, !expected.errors.empty()};
    const auto& access = std::get<request::Access>(request->body());
    request::Query query{directory_.get(), access.subject, access.resource, access.action,
                         access.context};
    bool rows = request->world().overlay_count == 0;
    if (rows && !together(engine, query, now, verdict))
      return fail(fmt::format("{}\n  outcome among others of {}", json, wanted));
    Micros until = 0;
    engine::Effort before = engine::effortOfThread();
    bool same = engine.outcomeOf(*request, now) == verdict;
    if (!bounded(access, before, *request))
      return fail(fmt::format("{}\n  costs more than the bound", json));
    if (!same || engine.outcomeOf(*request, now, &until) != verdict ||
        (rows && engine.outcome(query, now) != verdict))
      return fail(fmt::format("{}\n  outcome of {}", json, wanted));
    if (until != value::kNever && engine.outcomeOf(*request, until - 1) != verdict)
      return fail(fmt::format("{}\n  does not stay: {}", json, wanted));
    ++reach_.decisions;
    reach_.allowed += verdict.outcome == decision::Outcome::allow;
    reach_.errors += verdict.errors;
    reach_.plain += rows && directory_->entity(access.subject).sound &&
                    directory_->entity(access.resource).sound;
    return true;
  }

  // Does it decide many as it decides each?
  bool together(const engine::Engine& engine, const request::Query& query, Micros now,
                engine::Verdict verdict) {
    const request::Query other = earlier_.value_or(query);
    earlier_ = query;
    earlier_->context = nullptr;
    const request::Query asked[] = {query, other, query};
    engine::Verdict got[3];
    Micros until[3] = {}, one = 0;
    engine.outcomes(asked, now, got);
    if (got[0] != verdict || got[2] != verdict || got[1] != engine.outcome(other, now))
      return false;
    engine.outcomes(asked, now, got, until);
    return got[0] == verdict && engine.outcome(query, now, &one) == verdict && until[0] == one &&
           until[2] == one && got[1] == engine.outcome(other, now, &one) && until[1] == one;
  }

  // Did the last outcome cost at most what the plan says?
  bool bounded(const request::Access& access, const engine::Effort& before,
               const request::Request& request) {
    if (access.subject == value::kNoEntity || access.resource == value::kNoEntity) return true;
    engine::Effort after = engine::effortOfThread();
    uint64_t keys = after.keys - before.keys, rows = after.rows - before.rows;
    const directory::Entity& subject = request.world().entity(access.subject);
    const directory::Entity& resource = request.world().entity(access.resource);
    plan::Cost most = plan::accessCost(directory_->bundle(), plan_, access.action, subject.type,
                                       resource.type, extent_);
    bool all = subject.sound && resource.sound &&
               resource.fields[kPath].string().size() <= engine::kInfixesMost &&
               access.context[2].given() && access.context[kApprover].given() &&
               request.world().entity(access.context[kApprover].row()).sound &&
               subject.fields[kSite].given() &&
               directory_->entity(resource.fields[kOwner].row()).sound;
    if (rows > 0) reach_.nearest = std::max(reach_.nearest, rows * 100 / most.rows_lacking);
    return keys <= most.keys && rows <= (all ? most.rows : most.rows_lacking);
  }

  bool fail(const std::string& what) const {
    fmt::print("FAILED: {}\n{}\n{}\n", what, contract_, people_);
    return false;
  }

  std::string contract_, people_;
  plan::Plan plan_;
  plan::Extent extent_;
  std::shared_ptr<const directory::Directory> directory_;
  std::optional<request::Query> earlier_;  // of this world
  Reach reach_;
};

int run(uint64_t seed, int worlds, int decisions) {
  Runner runner;
  for (int i = 0; i < worlds; ++i) {
    if (runner.world(seed + static_cast<uint64_t>(i), decisions, i % 4 == 0)) continue;
    fmt::print("seed {}\n", seed + static_cast<uint64_t>(i));
    return 1;
  }
  return runner.enough() ? 0 : 1;
}

}  // namespace
}  // namespace polc::differential

int main(int argc, char** argv) {
  uint64_t seed = 1;
  int worlds = 150, decisions = 150;
  for (int i = 1; i < argc; i += 2) {
    std::string name = argv[i];
    if (i + 1 == argc || (name != "--seed" && name != "--worlds" && name != "--decisions")) {
      fmt::print(stderr,
                 "usage: polc_differential_tables [--seed N] [--worlds N] [--decisions N]\n");
      return 2;
    }
    if (name == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--worlds") worlds = std::atoi(argv[i + 1]);
    if (name == "--decisions") decisions = std::atoi(argv[i + 1]);
  }
  return polc::differential::run(seed, worlds, decisions);
}
