#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/run_listeners.hpp"
#include "sim/web/json_text.hpp"

namespace suanwang {

/// The hours of the measured window as the page shows them, kept while a run goes on: shares of
/// cards and links, energy, and the nation's sums.
///
/// No run is too long for it: from `most_numbers` on it keeps none, and the page does without.
class HoursView final : public HourListener {
 public:
  static constexpr std::size_t kMostNumbers = 2'000'000;

  /// Keeps a reference to the scenario.
  explicit HoursView(const Scenario& scenario, std::size_t most_numbers = kMostNumbers);
  /// Those of a run that kept its hours.
  HoursView(const Scenario& scenario, const Results& results);

  void on_hour(const HourRecord& hour) override;

  /// HoursView of model.ts, or null where there are none.
  void write(JsonText& json) const;
  bool empty() const { return length_s_.empty(); }

 private:
  void add_sites(const HourRecord& hour);
  void add_links(const HourRecord& hour);
  void write_nation(JsonText& json) const;

  const Scenario& scenario_;
  std::size_t most_numbers_;
  std::vector<double> cards_;  ///< of each site, at the start
  double from_s_ = 0;
  std::vector<double> length_s_;
  bool was_down_ = false, was_cut_ = false;
  bool is_too_long_ = false;
  /// [hour * sites + site]: thousandths, and kWh.
  std::vector<std::int32_t> use_, waiting_, down_;
  std::vector<float> kwh_;
  /// [hour * links + link]: thousandths.
  std::vector<std::int32_t> forward_, backward_, cut_;
  /// By hour.
  std::vector<double> busy_card_h_, waiting_card_h_, nation_kwh_, green_kwh_, energy_cny_,
      carbon_kg_, carried_bytes_;
};

}  // namespace suanwang
