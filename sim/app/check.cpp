#include "sim/app/commands.hpp"
#include "sim/report/json.hpp"

namespace suanwang {

Exit check(const std::vector<std::string>& scenarios, const CommonOptions& options) {
  const Share share = find_share();
  auto exit = Exit::ok;
  auto list = nlohmann::ordered_json::array();
  for (const std::string& name : scenarios) {
    const Loaded loaded = load_scenario(name, options.overrides, share);
    const bool good = loaded.scenario && loaded.problems.empty();
    if (!good) exit = Exit::bad_input;
    if (options.format == Format::json) {
      auto problems = nlohmann::ordered_json::array();
      for (const Diagnostic& problem : loaded.problems) {
        problems.push_back({{"file", problem.mark.file},
                            {"line", problem.mark.line},
                            {"column", problem.mark.column},
                            {"path", problem.path},
                            {"message", problem.message}});
      }
      list.push_back({{"scenario", name}, {"ok", good}, {"problems", std::move(problems)}});
      continue;
    }
    print_problems(loaded);
    if (good) print(name + ": ok\n");
  }
  if (options.format == Format::json) print(to_text(list));
  return exit;
}

}  // namespace suanwang
