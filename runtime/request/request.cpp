#include "runtime/request/request.h"

#include "runtime/request/decoder.h"

namespace polc::request {

std::shared_ptr<const Request> Request::access(std::shared_ptr<const Directory> directory,
                                               std::string_view json,
                                               std::vector<directory::Finding>& refused) {
  return Decoder(std::move(directory), refused).access(json);
}

std::shared_ptr<const Request> Request::standing(std::shared_ptr<const Directory> directory,
                                                 std::string_view json,
                                                 std::vector<directory::Finding>& refused) {
  return Decoder(std::move(directory), refused).standing(json);
}

std::shared_ptr<const Request> Request::standingOf(std::shared_ptr<const Directory> directory,
                                                   const Name& name) {
  std::vector<directory::Finding> refused;
  return Decoder(std::move(directory), refused).standingOf(name);
}

std::shared_ptr<const Request> Request::accessOf(std::shared_ptr<const Directory> directory,
                                                 const Name& subject, std::string_view action,
                                                 const Name& resource,
                                                 const value::Value* context) {
  std::vector<directory::Finding> refused;
  return Decoder(std::move(directory), refused).accessOf(subject, action, resource, context);
}

std::shared_ptr<const Request> Request::of(const Query& query) {
  std::shared_ptr<const Directory> kept(std::shared_ptr<void>(), query.directory);
  std::vector<directory::Finding> refused;
  return Decoder(std::move(kept), refused).query(query);
}

}  // namespace polc::request
