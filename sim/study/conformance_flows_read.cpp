// Reads the cases of group `transfer_time` that have `flows`.

#include <algorithm>
#include <cstdlib>

#include "sim/base/suggest.hpp"
#include "sim/study/conformance_groups.hpp"

namespace suanwang {
namespace {

constexpr double kLeast = 1e-9;  ///< of what must be above 0
constexpr double kMost = 1e9;

constexpr Phrase kRoundTripShares{
    "weights by round-trip time follow the case's rule and are told anew when a latency changes; "
    "transfers of a scenario all weigh alike",
    "权重按算例规则由往返时延得出，时延变化时重新给出；场景中各传输权重相同"};
constexpr Phrase kUnknownChange{"the change {0} is not known here", "未知的变更 {0}"};

double number_from(const std::string& text, std::size_t at, std::size_t* end = nullptr) {
  char* after = nullptr;
  const double number = std::strtod(text.c_str() + at, &after);
  if (end) *end = static_cast<std::size_t>(after - text.c_str());
  return number;
}

/// "L1..L4" is L1, L2, L3, L4; any other name is itself.
std::vector<std::string> names_in(const std::string& range) {
  const auto dots = range.find("..");
  if (dots == std::string::npos) return {range};
  const std::string first = range.substr(0, dots), last = range.substr(dots + 2);
  const auto digit = first.find_last_not_of("0123456789") + 1;
  const std::string stem = first.substr(0, digit);
  if (digit == first.size() || !last.starts_with(stem)) return {range};
  const double from = number_from(first, digit), to = number_from(last, digit);
  if (!(from <= to && to < from + 10'000)) return {range};
  std::vector<std::string> names;
  for (double i = from; i <= to; ++i) names.push_back(fmt::format("{}{:.0f}", stem, i));
  return names;
}

class Reader {
 public:
  Reader(ConformanceCase& what, const JsonPlace& inputs) : what_(what), inputs_(inputs) {}

  FlowTask read() {
    if (inputs_.has("rtt_weighting")) read_weighting();
    for (const auto& [name, place] : inputs_.members("links")) read_link(name, place);
    for (const auto& [id, place] : inputs_.members("flows")) read_transfer(id, place);
    if (inputs_.at("flows").value() == CaseJson::object()) {
      inputs_.at("flows").problem("expected at least one flow");
    }
    if (inputs_.has("event")) read_change(inputs_.at("event"));
    if (inputs_.has("events")) {
      for (const JsonPlace& place : inputs_.list("events")) read_change(place);
    }
    return std::move(task_);
  }

 private:
  /// Bytes of the rule "... sum(lat + BYTES/Bps) ...".
  void read_weighting() {
    const std::string rule = inputs_.text("rtt_weighting");
    const std::string begin = "sum(lat + ";
    const auto found = rule.find(begin);
    std::size_t end = 0;
    const double bytes =
        found == std::string::npos ? 0 : number_from(rule, found + begin.size(), &end);
    if (!(bytes >= kLeast && bytes <= kMost) || rule.compare(end, 5, "/Bps)") != 0) {
      skip(kUnknownRule, rule);
      return;
    }
    task_.weighting_bits = 8 * bytes;
    what_.note = text_of(kRoundTripShares);
  }

  double least_capacity() const { return task_.weighting_bits > 0 ? kLeast : 0; }

  void read_link(const std::string& name, const JsonPlace& place) {
    const double bps = 8 * place.number("Bps", least_capacity());
    const double latency_s = place.has("lat_s") ? place.number("lat_s", 0, 1e6) : 0;
    for (const std::string& id : names_in(name)) {
      if (find(id) < task_.links.size()) {
        place.problem("the link " + in_quotes(id) + " is told twice");
      } else {
        task_.links.push_back({id, bps, latency_s});
      }
    }
  }

  void read_transfer(const std::string& id, const JsonPlace& place) {
    FlowTask::Transfer transfer;
    transfer.id = id;
    transfer.route = read_route(place);
    transfer.bits = 8 * place.number("bytes", 0);
    if (place.has("start")) transfer.start_s = place.number("start", 0, kLongestCase_s);
    if (place.has("weight")) transfer.weight = place.number("weight", kLeast, kMost);
    if (place.has("bound_Bps")) transfer.bound_bps = 8 * place.number("bound_Bps", 0);
    if (place.has("window_bytes")) transfer.window_bits = 8 * place.number("window_bytes", 1);
    task_.transfers.push_back(std::move(transfer));
  }

  std::vector<std::uint32_t> read_route(const JsonPlace& place) {
    std::vector<std::uint32_t> route;
    for (const JsonPlace& hop : place.list("route")) {
      const std::string name = hop.as_text();
      const std::uint32_t link = find(name);
      if (link == task_.links.size()) {
        std::vector<std::string_view> ids;
        for (const FlowTask::Link& known : task_.links) ids.push_back(known.id);
        hop.problem("is no link" + did_you_mean(name, ids));
      } else if (std::find(route.begin(), route.end(), link) != route.end()) {
        hop.problem("stands twice in the route");
      } else {
        route.push_back(link);
      }
    }
    if (place.at("route").value() == CaseJson::array()) {
      place.at("route").problem("expected at least one link");
    }
    return route;
  }

  /// {"t", "set": "LINK.Bps=NUMBER" or "LINK.lat_s=NUMBER"}, or {"t", "flow", "route"}.
  void read_change(const JsonPlace& place) {
    FlowTask::Change change;
    change.at_s = place.number("t", 0, kLongestCase_s);
    if (place.has("flow")) {
      const std::string id = place.text("flow");
      const auto found =
          std::find_if(task_.transfers.begin(), task_.transfers.end(),
                       [&](const FlowTask::Transfer& transfer) { return transfer.id == id; });
      if (found == task_.transfers.end()) place.at("flow").problem("is no flow");
      change.what = FlowTask::Change::What::route;
      change.of = static_cast<std::uint32_t>(found - task_.transfers.begin());
      change.route = read_route(place);
      task_.changes.push_back(std::move(change));
      return;
    }
    const std::string set = place.text("set");
    const auto equals = std::min(set.find('='), set.size());
    const auto dot = set.substr(0, equals).rfind('.');
    const std::string key = dot < equals ? set.substr(dot + 1, equals - dot - 1) : "";
    if (key != "Bps" && key != "lat_s") {
      skip(kUnknownChange, set);
      return;
    }
    change.of = find(set.substr(0, dot));
    if (change.of == task_.links.size()) place.at("set").problem("names no link");
    const bool capacity = key == "Bps";
    std::size_t end = 0;
    const double number = number_from(set, equals + 1, &end);
    const double least = capacity ? least_capacity() : 0, most = capacity ? 1e30 : 1e6;
    if (end == equals + 1 || !(number >= least && number <= most)) {
      place.at("set").problem(fmt::format("expected a number from {:g} to {:g}", least, most));
    }
    change.what = capacity ? FlowTask::Change::What::capacity : FlowTask::Change::What::latency;
    change.value = capacity ? 8 * number : number;
    task_.changes.push_back(change);
  }

  std::uint32_t find(const std::string& id) const {
    const auto found = std::find_if(task_.links.begin(), task_.links.end(),
                                    [&](const FlowTask::Link& link) { return link.id == id; });
    return static_cast<std::uint32_t>(found - task_.links.begin());
  }

  void skip(const Phrase& reason, const std::string& text) {
    what_.task = NotModelled{text_of(reason, in_quotes(text))};
  }

  ConformanceCase& what_;
  JsonPlace inputs_;
  FlowTask task_;
};

}  // namespace

void read_flows(const JsonPlace& where, ConformanceCase& what) {
  what.task = FlowTask{};
  FlowTask task = Reader(what, where.at("inputs")).read();
  if (!std::holds_alternative<FlowTask>(what.task)) return;
  std::vector<std::string> results{"finish_s", "baseline_equal_share_both_finish_after_s"};
  for (const FlowTask::Transfer& transfer : task.transfers) {
    results.push_back(transfer.id + "_finish");
  }
  what.task = std::move(task);
  skip_unknown_results(what, {results.begin(), results.end()});
}

}  // namespace suanwang
