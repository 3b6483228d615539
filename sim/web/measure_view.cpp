#include "sim/web/measure_view.hpp"

#include <array>

namespace suanwang {
namespace {

void write(JsonText& json, const std::string& id, const Text& name, Kind kind, Wanted wanted) {
  json.open('{').field("id", id).field("name", name).field("kind", to_string(kind));
  json.field("wanted", to_string(wanted)).close('}');
}

}  // namespace

const char* to_string(Kind kind) {
  constexpr std::array<const char*, 10> kKinds{"share",     "duration", "count",      "decimal",
                                               "energy",    "money",    "unit_money", "mass",
                                               "intensity", "bytes"};
  return kKinds[static_cast<std::size_t>(kind)];
}

const char* to_string(Wanted wanted) {
  constexpr std::array<const char*, 3> kWays{"low", "high", "neither"};
  return kWays[static_cast<std::size_t>(wanted)];
}

void write_measure(JsonText& json, const Metric& metric) {
  write(json, metric.id, {metric.name.en, metric.name.zh}, metric.kind, metric.wanted);
}

void write_measure(JsonText& json, const Measure& measure) {
  write(json, measure.name(), {measure.label(Language::en), measure.label(Language::zh)},
        measure.kind(), measure.wanted());
}

}  // namespace suanwang
