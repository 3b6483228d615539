#include <algorithm>
#include <array>
#include <numeric>

#include "sim/scenario/keys.hpp"
#include "sim/scenario/read.hpp"

namespace suanwang {
namespace {

constexpr double kMostPerSecond = 1e6;

/// Multipliers by hour from Monday 00:00, with the mean 1: `day` on working days, `day` x `weekend`
/// on Saturday and Sunday.
std::array<double, 168> read_profile(const YamlValue& yaml) {
  std::array<double, 168> week;
  week.fill(1);
  if (!yaml.given()) return week;
  const YamlMap map = yaml.map(keys::kProfile);
  const std::vector<double> day = read_numbers(map["day"], 24, {.low = 0, .high = 1000});
  const double weekend = map["weekend"].quantity(Dimension::number, {.low = 0, .high = 1000}, 1);
  if (day.empty()) return week;
  for (std::size_t hour = 0; hour < week.size(); ++hour) {
    week[hour] = day[hour % 24] * (hour < 5 * 24 ? 1 : weekend);
  }
  const double mean = std::accumulate(week.begin(), week.end(), 0.0) / 168;
  if (!(mean > 0)) {
    map["day"].error("needs an hour above 0");
    week.fill(1);
    return week;
  }
  for (double& hour : week) hour /= mean;
  return week;
}

std::vector<double> read_times(const YamlValue& yaml) {
  std::vector<double> times;
  for (const YamlValue& item : yaml.items()) {
    if (!item.given()) item.error("is empty; expected a time such as 5 s");
    times.push_back(item.quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0));
  }
  std::sort(times.begin(), times.end());
  return times;
}

/// Changes of state for each job beyond which mere changing would take most of the time.
constexpr double kMostChangesPerJob = 1000;

MmppArrivals read_mmpp(const YamlValue& yaml) {
  MmppArrivals mmpp;
  double length_s = 0;
  for (const YamlValue& item : yaml.items()) {
    if (!item.given()) item.error("is empty; expected a state such as {rate: 40 per h, for: 6 h}");
    const YamlMap map =
        item.expecting("a state such as {rate: 40 per h, for: 6 h}").map(keys::kMmpp);
    MmppState state;
    state.rate_per_s = map["rate"].quantity(Dimension::rate, {.low = 0, .high = kMostPerSecond}, 0);
    state.mean_s = read_duration(map["for"], 1);
    length_s += state.mean_s;
    mmpp.states.push_back(state);
  }
  if (!yaml.is_list()) return mmpp;
  if (mmpp.states.size() < 2) {
    yaml.error("expected two states at least, such as calm and burst");
    return {};
  }
  const double jobs = mmpp.rate_per_s() * length_s;  // in one turn through all states
  if (!(jobs > 0)) {
    yaml.error("needs a state with a rate above 0");
  } else if (static_cast<double>(mmpp.states.size()) > kMostChangesPerJob * jobs) {
    yaml.error("changes its state more than a thousand times for each job; make states longer");
  }
  return mmpp;
}

}  // namespace

Arrivals read_arrivals(const YamlValue& yaml) {
  constexpr std::array<std::string_view, 4> kKinds{"poisson", "every", "at", "mmpp"};
  if (!yaml.given()) return PoissonArrivals{};
  const YamlMap map = yaml.map(keys::kArrivals);
  if (!yaml.is_map()) return PoissonArrivals{};
  const std::optional<std::size_t> kind = map.one_of(kKinds);
  if (map.has("profile") && kind != 0) map["profile"].error("goes with poisson only");
  if (map.has("first") && kind != 1) map["first"].error("goes with every only");
  if (kind == 1) {
    PeriodicArrivals periodic;
    periodic.interval_s = map["every"].quantity(
        Dimension::duration, {.low = 1 / kMostPerSecond, .high = kLongestTime}, 1);
    periodic.first_s =
        map["first"].quantity(Dimension::duration, {.low = 0, .high = kLongestTime}, 0);
    return periodic;
  }
  if (kind == 2) {
    const YamlValue at = map["at"];
    if (at.is_list() && at.node()->items.empty()) at.error("is empty; expected a list of times");
    return ListedArrivals{read_times(at)};
  }
  if (kind == 3) return read_mmpp(map["mmpp"]);
  PoissonArrivals poisson;
  poisson.rate_per_s = map["poisson"].quantity(
      Dimension::rate, {.low = 0, .high = kMostPerSecond, .above_low = true}, 1);
  poisson.week_profile = read_profile(map["profile"]);
  return poisson;
}

}  // namespace suanwang
