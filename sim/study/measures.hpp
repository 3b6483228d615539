#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/results.hpp"
#include "sim/report/metrics.hpp"

namespace suanwang {

/// A number of a run that a study keeps, by its name in `summary.json`: a national indicator such
/// as `cost_cny` or `wait_s.p95`, or one of a part such as `sites.zhongwei.utilization`.
class Measure {
 public:
  const std::string& name() const { return name_; }
  /// For reports. One of a part has its own name in English, words in Chinese.
  std::string label(Language language) const;
  Kind kind() const { return kind_; }
  Wanted wanted() const { return wanted_; }
  /// NaN where the run has no such part.
  double of(const Results& results) const;

 private:
  friend std::optional<Measure> find_measure(std::string_view name);

  using PartValue = double (*)(const Results&, std::string_view id);

  std::string name_;
  Kind kind_ = Kind::decimal;
  Wanted wanted_ = Wanted::neither;
  const Metric* metric_ = nullptr;  ///< of a national one
  std::string part_;                ///< id of the part, else
  PartValue part_value_ = nullptr;
  const Phrase* part_name_ = nullptr;   ///< such as "site"
  const Phrase* field_name_ = nullptr;  ///< such as "utilization"
};

/// Nothing if there is no such measure. Whether a scenario has the part that a name speaks of is
/// for has_part() to say.
std::optional<Measure> find_measure(std::string_view name);

/// All national ones, in the order of reports: what the store keeps of every run.
std::vector<Measure> national_measures();

/// What can be asked for, for messages: national names, then `sites.ID.utilization` and such.
std::vector<std::string> measure_names();

/// Does the scenario have the site, region, class or link that a measure is of?
bool has_part(const Measure& measure, const Scenario& scenario);

}  // namespace suanwang
