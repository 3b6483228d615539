#include "sim/web/pair_view.hpp"

namespace suanwang {

void write_interval(JsonText& json, const Interval& interval) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  json.open('{').field("mean", interval.count > 0 ? interval.mean : none);
  json.field("half_width", interval.count > 1 ? interval.half_width : none);
  json.field("count", std::uint64_t{interval.count}).close('}');
}

std::string pair_view(const Replicated& runs, const std::vector<Measure>& measures, std::size_t a,
                      std::size_t b) {
  JsonText json;
  json.open('{').field("a", std::uint64_t{a}).field("b", std::uint64_t{b});
  json.field("replications", std::uint64_t{runs.replications}).key("measures").open('[');
  const auto all = differences(runs, a, b);
  for (std::size_t m = 0; m < measures.size(); ++m) {
    const PairedDifference& d = all[m];
    if (d.difference.count == 0) continue;  // not in both
    json.open('{').field("id", measures[m].name());
    json.field("a", d.baseline_mean).field("b", d.other_mean).key("difference");
    write_interval(json, d.difference);
    json.field("clear", d.is_clear()).field("exact", d.is_exact()).close('}');
  }
  json.close(']').close('}');
  return std::move(json).text();
}

std::string pair_view(const Results& a, const Results& b, const std::vector<Measure>& measures) {
  Replicated runs;
  runs.replications = 1;
  for (const Results* results : {&a, &b}) {
    auto& values = runs.values.emplace_back();
    for (const Measure& measure : measures) values.push_back({measure.of(*results)});
  }
  return pair_view(runs, measures, 0, 1);
}

std::string why_view(const Why& why) {
  JsonText json;
  json.open('{').key("changes").open('[');
  for (const ChangeGroup& change : why.changes) json.value(change.label);
  json.close(']').key("measures").open('[');
  for (std::size_t m = 0; m < why.measures.size(); ++m) {
    json.open('{').field("id", why.measures[m].name());
    json.field("from", why.from[m]).field("to", why.to[m]).key("parts").open('[');
    for (const Interval& part : why.parts[m]) write_interval(json, part);
    json.close(']').close('}');
  }
  json.close(']').close('}');
  return std::move(json).text();
}

}  // namespace suanwang
