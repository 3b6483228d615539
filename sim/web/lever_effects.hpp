#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/web/levers.hpp"

namespace suanwang {

/// A number, or a word of the choices.
using LeverValue = std::variant<double, std::string>;
/// Where levers stand, by id; those that are not named stand where the scenario has them.
using LeverValues = std::map<std::string, LeverValue>;

/// What a path of a lever needs to know of a scenario beside its tree.
struct LeverGround {
  std::set<std::string, std::less<>> west_sites, east_sites;
  std::set<std::string, std::less<>> crossing_links;  ///< whose ends lie on different sides

  explicit LeverGround(const Scenario& scenario);
};

/// A lever with where a scenario has it.
struct OfferedLever {
  Lever lever;  ///< with a choice more, where the scenario has a word that is none of them
  LeverValue initial;
};

/// The levers that have a hold in a scenario: all of whose paths lead somewhere, and whose key, if
/// they set one, has one value everywhere.
std::vector<OfferedLever> offered_levers(const LeverTable& table, const YamlNode& tree,
                                         const LeverGround& ground);

/// What is wrong with where somebody wants to have the levers; empty: nothing.
std::string lever_problem(const std::vector<OfferedLever>& offered, const LeverValues& values);

/// The values that differ from where the scenario has the levers.
LeverValues moved_levers(const std::vector<OfferedLever>& offered, LeverValues values);

/// Moves the levers, in the order of the table. The values must have no lever_problem().
void move_levers(const std::vector<OfferedLever>& offered, const LeverValues& values,
                 const LeverGround& ground, YamlNode& tree);

}  // namespace suanwang
