#include "tests/bench/hospital.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace polc::bench {
namespace {

constexpr int kRoles = 9, kKinds = 10, kActions = 12, kPermits = 32, kStaff = 5, kRecords = 20;

constexpr const char* kHeader = R"(contract bench.hospital
  between provider "Provider", hospital "Hospital"
  effective 2026-01-01 until 2028-01-01
  zone "Europe/Berlin"

enum Role { role_0, role_1, role_2, role_3, role_4, role_5, role_6, role_7, role_8 }
enum Kind { kind_0, kind_1, kind_2, kind_3, kind_4, kind_5, kind_6, kind_7, kind_8, kind_9 }
registered entity Department
registered entity Team in Department
registered entity Staff in Team, Department { role: Role  clearance: Int  active: Bool }
registered entity Record { kind: Kind  department: Department  sensitivity: Int  sealed: Bool }
action act_0, act_1, act_2, act_3, act_4, act_5, act_6, act_7, act_8, act_9, act_10, act_11 on Record

permission everywhere "For all departments" {
  allow s: Staff to act_0 on r: Record where s.role == role_0 and s.clearance >= 9
  allow s: Staff to act_1 on r: Record where s.role == role_8 and r.sensitivity == 0
  allow s: Staff to act_2 on r: Record where r.kind == kind_9 and s.clearance >= 8
  deny s: Staff to any on r: Record where not s.active
  deny s: Staff to act_11 on r: Record where r.sealed
}
)";

struct Permit {
  int role, kind;
  std::vector<int> actions;
};
struct Person {
  int department, role;
};
struct File {
  int department, kind;
};

class Writer {
 public:
  Writer(int departments, int requests) : departments_(departments), requests_(requests) {}

  Hospital run() {
    out_.contract = kHeader;
    out_.directory = "[";
    for (int d = 0; d < departments_; ++d) department(d);
    out_.directory += "\n]\n";
    for (int i = 0; i < requests_; ++i) request();
    return std::move(out_);
  }

 private:
  int below(int bound) { return static_cast<int>(random_() % static_cast<uint64_t>(bound)); }

  void department(int d) {
    permits_.emplace_back();
    std::string rules;
    for (int i = 0; i < kPermits; ++i) {
      Permit permit{below(kRoles), below(kKinds), {}};
      std::string actions;
      for (int wanted = 1 + below(5); wanted > 0; --wanted) {
        int action = below(kActions);
        if (std::find(permit.actions.begin(), permit.actions.end(), action) != permit.actions.end())
          continue;
        permit.actions.push_back(action);
        actions += fmt::format("{}act_{}", actions.empty() ? "" : ", ", action);
      }
      rules += fmt::format(
          "  allow s: Staff in Department::\"d{0}\" to {1} on r: Record\n    where s.role == "
          "role_{2} "
          "and r.kind == kind_{3} and r.department == Department::\"d{0}\"\n",
          d, actions, permit.role, permit.kind);
      permits_.back().push_back(std::move(permit));
    }
    out_.contract += fmt::format(
        "\npermission department_{0} \"What department {0} may do\" {{\n{1}"
        "  deny s: Staff to any on r: Record\n    where r.department == Department::\"d{0}\" and "
        "r.sensitivity > s.clearance\n}}\n",
        d, rules);
    people(d);
  }

  void people(int d) {
    entity("Department", fmt::format("d{}", d), "", "");
    for (int t = 0; t < 2; ++t)
      entity("Team", fmt::format("d{}_t{}", d, t), "", parent("Department", fmt::format("d{}", d)));
    for (int i = 0; i < kStaff; ++i) {
      Person person{d, below(kRoles)};
      std::string parents = parent("Team", fmt::format("d{}_t{}", d, i % 2));
      if (below(20) == 0) parents += "," + parent("Department", fmt::format("d{}", below(d + 1)));
      entity("Staff", fmt::format("staff_{}", people_.size()),
             fmt::format("\"role\":\"role_{}\",\"clearance\":{},\"active\":{}", person.role,
                         3 + below(7), below(50) != 0),
             parents);
      people_.push_back(person);
    }
    for (int i = 0; i < kRecords; ++i) {
      File file{d, below(kKinds)};
      entity(
          "Record", fmt::format("record_{}", files_.size()),
          fmt::format("\"kind\":\"kind_{}\",\"department\":{{\"type\":\"Department\",\"id\":\"d{}"
                      "\"}},\"sensitivity\":{},\"sealed\":{}",
                      file.kind, d, below(8), below(30) == 0),
          "");
      files_.push_back(file);
    }
  }

  static std::string parent(const char* type, const std::string& id) {
    return fmt::format("{{\"type\":\"{}\",\"id\":\"{}\"}}", type, id);
  }
  void entity(const char* type, const std::string& id, const std::string& attributes,
              const std::string& parents) {
    out_.directory += fmt::format(
        "{}\n{{\"uid\":{{\"type\":\"{}\",\"id\":\"{}\"}},\"attrs\":{{{}}},\"parents\":[{}]}}",
        out_.directory.size() > 1 ? "," : "", type, id, attributes, parents);
  }

  // Three in five follow a permit of the asker's role, if there is one.
  void request() {
    int staff = below(static_cast<int>(people_.size()));
    const Person& person = people_[static_cast<size_t>(staff)];
    int d = below(5) == 0 ? below(departments_) : person.department;
    int file = d * kRecords + below(kRecords), action = below(kActions);
    if (below(5) < 3) {
      const auto& permits = permits_[static_cast<size_t>(d)];
      size_t first = static_cast<size_t>(below(kPermits));
      for (size_t i = 0; i < permits.size(); ++i) {
        const Permit& permit = permits[(first + i) % permits.size()];
        int found = fileOf(d, permit.kind);
        if (permit.role != person.role || found < 0) continue;
        file = found;
        action =
            permit.actions[static_cast<size_t>(below(static_cast<int>(permit.actions.size())))];
        break;
      }
    }
    out_.requests.push_back({fmt::format("staff_{}", staff), fmt::format("act_{}", action),
                             fmt::format("record_{}", file)});
  }
  int fileOf(int d, int kind) {
    int first = below(kRecords);
    for (int i = 0; i < kRecords; ++i) {
      int file = d * kRecords + (first + i) % kRecords;
      if (files_[static_cast<size_t>(file)].kind == kind) return file;
    }
    return -1;
  }

  int departments_, requests_;
  std::mt19937_64 random_{42};
  Hospital out_;
  std::vector<std::vector<Permit>> permits_;
  std::vector<Person> people_;
  std::vector<File> files_;
};

}  // namespace

Hospital hospital(int departments, int requests) { return Writer(departments, requests).run(); }

}  // namespace polc::bench
