#include "sim/scenario/levers.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/scenario.hpp"

namespace suanwang {

bool in_scope(const Scope& scope, const Site& site) {
  switch (scope.kind) {
    case Scope::Kind::all:
      return true;
    case Scope::Kind::side:
      return (site.side == Side::west) == (scope.id == "west");
    case Scope::Kind::hub:
      return scope.id == Scope::kAnyHub ? !site.hub.empty() : site.hub == scope.id;
    case Scope::Kind::cluster:
      return site.cluster == scope.id;
    case Scope::Kind::region:
      return site.region == scope.id;
    case Scope::Kind::site:
      return site.id == scope.id;
  }
  return false;
}

std::optional<double> GreenLever::floor_of(int year, int first_year) const {
  if (years.empty()) return std::min(1.0, at_least * std::pow(1 + rate, year - first_year));
  std::optional<double> floor;
  for (const Year& from : years) {
    if (from.year <= year) floor = from.at_least;
  }
  return floor;
}

}  // namespace suanwang
