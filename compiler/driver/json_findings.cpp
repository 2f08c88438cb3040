#include "compiler/driver/json_findings.h"

namespace polc::driver {

std::optional<diag::Code> codeOf(uint16_t number) {
  std::string code = fmt::format("P{:04}", number);
  for (size_t i = 0; i < diag::rows().size(); ++i) {
    if (diag::rows()[i].code == code) return static_cast<diag::Code>(i);
  }
  return std::nullopt;
}

void report(const std::vector<directory::Finding>& findings, std::optional<source::FileId> file,
            uint32_t shift, diag::Engine& diagnostics) {
  for (const directory::Finding& found : findings) {
    diag::Code code = codeOf(found.code).value_or(diag::Code::input_refused);
    diag::Finding finding{
        code,
        found.error ? diag::Severity::error : diag::Severity::warning,
        file ? source::Span{*file, found.begin + shift, found.end + shift} : source::Span{},
        found.message,
        fmt::format(fmt::runtime(diag::row(code).help), found.message),
        {}};
    diagnostics.add(std::move(finding));
  }
}

}  // namespace polc::driver
