#include "sim/app/commands.hpp"
#include "sim/report/json.hpp"

namespace suanwang {
namespace {

nlohmann::ordered_json as_json(const Diagnostics& diagnostics) {
  auto list = nlohmann::ordered_json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    list.push_back({{"file", diagnostic.mark.file},
                    {"line", diagnostic.mark.line},
                    {"column", diagnostic.mark.column},
                    {"path", diagnostic.path},
                    {"message", diagnostic.message}});
  }
  return list;
}

}  // namespace

Exit check(const std::vector<std::string>& scenarios, const CommonOptions& options) {
  const Share share = find_share();
  auto exit = Exit::ok;
  auto list = nlohmann::ordered_json::array();
  for (const std::string& name : scenarios) {
    const Loaded loaded = load_scenario(name, options.overrides, share);
    const bool good = loaded.scenario && loaded.problems.empty();
    if (!good) exit = Exit::bad_input;
    if (options.format == Format::json) {
      list.push_back({{"scenario", name},
                      {"ok", good},
                      {"problems", as_json(loaded.problems)},
                      {"warnings", as_json(loaded.warnings)}});
      continue;
    }
    print_problems(loaded);
    if (good) print(name + ": ok\n");
  }
  if (options.format == Format::json) print(to_text(list));
  return exit;
}

}  // namespace suanwang
