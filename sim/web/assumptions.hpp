#pragma once

#include <string>
#include <vector>

#include "sim/scenario/load.hpp"
#include "sim/web/json_text.hpp"

namespace suanwang {

/// Numbers that mattered for a run, as a scenario writes them, with where they are from.
struct Assumption {
  std::string group;       ///< table of the catalogue, or `scenario`
  Text heading;            ///< of the group
  Text name;               ///< of what they are numbers of
  std::string value;       ///< `capacity 4.8 Tbps, latency 4.35 ms`
  std::string source;      ///< of the catalogue's row
  std::string confidence;  ///< high, medium, low, estimate; or scenario
  std::string note;        ///< what the catalogue says instead; may be empty
};

/// Every row of the catalogue that the scenario stands on - sites, links, tariffs, cards, classes -
/// and what the scenario itself says: a value that differs from the catalogue's is the scenario's.
/// Without a catalogue all of them are.
std::vector<Assumption> assumptions_of(const Scenario& scenario, const Share& share);

/// The list as the page reads it.
void write_assumptions(JsonText& json, const std::vector<Assumption>& assumptions);

}  // namespace suanwang
