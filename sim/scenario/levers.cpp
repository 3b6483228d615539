#include "sim/scenario/levers.hpp"

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

}  // namespace suanwang
