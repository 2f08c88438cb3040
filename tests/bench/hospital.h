// The hospital: n departments of 32 permits and one prohibition, and five rules for all (33 n + 5), with staff, records and requests.
//
// Seeded: the same n gives the same texts. Four requests in five ask for a record of the asker's own department.
#pragma once
#include <string>
#include <vector>

namespace polc::bench {

struct HospitalRequest {
  std::string subject, action, resource;  // of Staff on Record
};
struct Hospital {
  std::string contract, directory;
  std::vector<HospitalRequest> requests;
};
Hospital hospital(int departments, int requests);

}  // namespace polc::bench
