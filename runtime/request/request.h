// Decodes requests: JSON in the AuthZEN shape → rows and values of a World.
//
// Shape:  {"subject":{"type","id"[,"properties":{…}]},"action":{"name"},"resource":{…},"context":{…,"now":RFC 3339}}
//         standing: {"entity":{"type","id"[,"properties"]},"now":…}
// Out:    a Request that owns its overlay and values; it may be decided many times, at any instant
// Errors: malformed JSON, a duplicate key, a missing part refuse the request (code P8xxx, with its place);
//         an unknown type, action or entity does not: the decision denies with an error
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "runtime/request/query.h"

namespace polc::request {

using directory::Directory;
using directory::World;
using value::Micros;

struct Name {  // as the request gave it
  std::string type, id;
};

struct Access {
  uint32_t subject = value::kNoEntity;  // row; kNoEntity where its type is not declared
  uint32_t resource = value::kNoEntity;
  core::ActionId action = core::kNone;  // kNone where no such action is declared
  Name subject_name, resource_name;
  std::string action_name;
  const value::Value* context =
      nullptr;  // one for each declared field of the context, defaults filled in
};
struct Standing {
  uint32_t entity = value::kNoEntity;
  Name name;
};

class Request {
 public:
  // `refused` says why there is none.
  static std::shared_ptr<const Request> access(std::shared_ptr<const Directory> directory,
                                               std::string_view json,
                                               std::vector<directory::Finding>& refused);
  static std::shared_ptr<const Request> standing(std::shared_ptr<const Directory> directory,
                                                 std::string_view json,
                                                 std::vector<directory::Finding>& refused);
  static std::shared_ptr<const Request> standingOf(std::shared_ptr<const Directory> directory,
                                                   const Name& name);
  // Asked by name, without properties. `context`: copied; one for each declared field, null where nothing is given.
  static std::shared_ptr<const Request> accessOf(std::shared_ptr<const Directory> directory,
                                                 const Name& subject, std::string_view action,
                                                 const Name& resource, const value::Value* context);

  // An access by rows; the directory outlives it, and so does what the context points to.
  static std::shared_ptr<const Request> of(const Query& query);

  World world() const {
    return {directory_.get(), overlay_.data(), static_cast<uint32_t>(overlay_.size()),
            described_.data(), static_cast<uint32_t>(described_.size())};
  }
  const std::variant<Access, Standing>& body() const { return body_; }
  std::optional<Micros> now() const { return now_; }  // what the request says

 private:
  friend class Decoder;
  std::shared_ptr<const Directory> directory_;
  value::Arena arena_;
  std::vector<directory::Entity> overlay_;
  std::vector<directory::Described> described_;
  std::vector<value::Value> context_;
  std::variant<Access, Standing> body_;
  std::optional<Micros> now_;
};

}  // namespace polc::request
