#pragma once

#include <span>
#include <string>

#include "sim/engine/results.hpp"
#include "sim/report/phrases.hpp"

namespace suanwang {

/// How an indicator is printed, and how a change of it is told: shares in points, the rest in %.
enum class Kind {
  share,
  duration,
  count,
  decimal,
  energy,
  money,
  unit_money,
  mass,
  intensity,
  bytes
};

/// Which way an indicator is wanted to go.
enum class Wanted { low, high, neither };

/// One indicator of a run: a row of the comparison.
struct Metric {
  const char* id;  ///< where `summary.json` has it, else a name in its manner
  Phrase name;
  Kind kind;
  Wanted wanted;
  double (*value)(const Results&);
  /// Always told, only where both runs have an economy, only where moving data drew energy, only
  /// where both have online services, or only where carbon has a price.
  enum class Of { all, economy, network, services, carbon_price } of = Of::all;
};

/// The national indicators, in the order in which they are reported.
std::span<const Metric> national_metrics();

/// part / whole; 0 where there is nothing to divide by.
inline double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// `east` or `west`, as JSON and CSV spell it.
inline const char* side_id(Side side) { return side == Side::west ? "west" : "east"; }

/// Does the run have what the indicator is of?
bool has(const Results& results, Metric::Of of);

/// May a run of the scenario have it?
bool may_have(const Scenario& scenario, Metric::Of of);

/// Is the indicator told of several runs where only one of them has what it is of? What drew energy
/// or had a price in one of them is 0 in the others; what is not there at all has no figure.
inline bool is_told_of_one(Metric::Of of) {
  return of == Metric::Of::network || of == Metric::Of::carbon_price;
}

/// Energy, network carriage and the carbon price [CNY].
double total_cost_cny(const Results& results);
/// The same of a year.
double total_cost_cny(const YearResult& year);
/// Card-seconds asked for by queued jobs, as a share of the installed ones.
double waiting_share(const Results& results);

/// Does a value print as zero?
bool is_nothing(Kind kind, double value);
/// A value in its unit.
std::string format_value(Kind kind, double value, Language language);
/// The difference in its unit with a sign: `+3.1 pt`, `-1 h 05 min`.
std::string format_difference(Kind kind, double difference, Language language);

}  // namespace suanwang
