#include "tests/web/samples.hpp"

#include <stdexcept>

namespace web_samples {

using namespace suanwang;

Share share() { return {SUANWANG_SOURCE_DIR "/models/catalog", SUANWANG_SOURCE_DIR "/scenarios"}; }

Scenario scenario_of(const std::string& name, const std::vector<Override>& changes) {
  Loaded loaded = load_scenario(name, changes, share());
  if (!loaded.scenario) throw std::runtime_error(to_string(loaded.problems.front()));
  return std::move(*loaded.scenario);
}

}  // namespace web_samples
