#include "sim/web/hours_view.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/units.hpp"

namespace suanwang {
namespace {

constexpr double kExactBelow = 1000;  // figures of which whole numbers would say too little

std::int32_t thousandths(double part, double whole) {
  constexpr double kMost = std::numeric_limits<std::int32_t>::max();
  return whole > 0 ? static_cast<std::int32_t>(std::lround(std::min(kMost, 1000 * part / whole)))
                   : 0;
}

/// Of a matrix by hours, the columns as lists: `[[hours of the first part], ...]`.
template <typename Number, typename Write>
void write_columns(JsonText& json, const char* name, const std::vector<Number>& rows,
                   std::size_t columns, Write write) {
  json.key(name).open('[');
  for (std::size_t c = 0; c < columns; ++c) {
    json.open('[');
    for (std::size_t at = c; at < rows.size(); at += columns) write(rows[at]);
    json.close(']');
  }
  json.close(']');
}

/// A figure as a whole number, or to thousandths where all figures of its kind are small.
class Rounding {
 public:
  template <typename Number>
  explicit Rounding(const std::vector<Number>& numbers) {
    for (const Number number : numbers) is_fine_ = is_fine_ && std::abs(number) < kExactBelow;
  }
  double operator()(double number) const {
    return is_fine_ ? std::round(number * 1000) / 1000 : std::round(number);
  }

 private:
  bool is_fine_ = true;
};

void write_rounded(JsonText& json, const char* name, const std::vector<double>& numbers) {
  const Rounding rounded(numbers);
  json.key(name).open('[');
  for (const double number : numbers) json.value(rounded(number));
  json.close(']');
}

}  // namespace

HoursView::HoursView(const Scenario& scenario, std::size_t most_numbers)
    : scenario_(scenario), most_numbers_(most_numbers) {
  for (const Site& site : scenario.sites) {
    std::int64_t cards = 0;
    for (const Pool& pool : site.pools) cards += pool.count;
    cards_.push_back(static_cast<double>(cards));
  }
}

HoursView::HoursView(const Scenario& scenario, const Results& results) : HoursView(scenario) {
  const std::size_t sites = results.sites.size(), links = results.links.size();
  if (sites == 0) return;
  const std::size_t hours = results.hours.size() / sites;
  for (std::size_t h = 0; h < hours; ++h) {
    HourRecord record;
    record.hour = static_cast<std::int64_t>(h);
    record.length_s = std::min(kHour_s, results.to_s - static_cast<double>(h) * kHour_s);
    record.sites = std::span(results.hours).subspan(h * sites, sites);
    if (links > 0) record.links = std::span(results.link_hours).subspan(h * links, links);
    if (record.length_s > 0) on_hour(record);
  }
}

void HoursView::on_hour(const HourRecord& hour) {
  const double start_s = static_cast<double>(hour.hour) * kHour_s;
  if (is_too_long_ || start_s < scenario_.warmup_s || hour.length_s <= 0) return;
  const std::size_t numbers = 4 * hour.sites.size() + 3 * hour.links.size() + 7;
  if ((length_s_.size() + 1) * numbers > most_numbers_) {
    // What is kept is given back: a long run goes on for long.
    is_too_long_ = true;
    for (auto* list : {&use_, &waiting_, &down_, &forward_, &backward_, &cut_}) *list = {};
    kwh_ = {};
    for (auto* list : {&length_s_, &busy_card_h_, &waiting_card_h_, &nation_kwh_, &green_kwh_,
                       &energy_cny_, &carbon_kg_, &carried_bytes_})
      *list = {};
    return;
  }
  if (length_s_.empty()) from_s_ = start_s;
  length_s_.push_back(hour.length_s);
  add_sites(hour);
  add_links(hour);
}

void HoursView::add_sites(const HourRecord& hour) {
  double busy_card_s = 0, waiting_card_s = 0;
  EnergyAccount sum;
  for (std::size_t s = 0; s < hour.sites.size(); ++s) {
    const SiteHour& row = hour.sites[s];
    const double installed_card_s =
        row.installed_card_s > 0 ? row.installed_card_s : cards_[s] * hour.length_s;
    use_.push_back(thousandths(row.batch_card_s + row.service_card_s, installed_card_s));
    waiting_.push_back(thousandths(row.waiting_card_s, installed_card_s));
    down_.push_back(thousandths(row.down_card_s, installed_card_s));
    kwh_.push_back(static_cast<float>(row.energy.kwh));
    was_down_ = was_down_ || row.down_card_s > 0;
    busy_card_s += row.batch_card_s + row.service_card_s;
    waiting_card_s += row.waiting_card_s;
    sum += row.energy;
  }
  busy_card_h_.push_back(busy_card_s / kHour_s);
  waiting_card_h_.push_back(waiting_card_s / kHour_s);
  nation_kwh_.push_back(sum.kwh);
  green_kwh_.push_back(sum.green_kwh);
  energy_cny_.push_back(sum.energy_cny);
  carbon_kg_.push_back(sum.carbon_kg);
}

void HoursView::add_links(const HourRecord& hour) {
  double bits = 0;
  for (std::size_t l = 0; l < hour.links.size(); ++l) {
    const LinkHour& row = hour.links[l];
    const double most_bits = scenario_.links[l].capacity_bps * hour.length_s;
    forward_.push_back(thousandths(row.forward_bits, most_bits));
    backward_.push_back(thousandths(row.backward_bits, most_bits));
    cut_.push_back(thousandths(row.down_s, hour.length_s));
    was_cut_ = was_cut_ || row.down_s > 0;
    bits += row.forward_bits + row.backward_bits;
  }
  carried_bytes_.push_back(bits / 8);
}

void HoursView::write(JsonText& json) const {
  if (empty()) {
    json.null();
    return;
  }
  const std::size_t hours = length_s_.size();
  const std::size_t sites = use_.size() / hours, links = forward_.size() / hours;
  const auto whole = [&](std::int32_t number) { json.value(std::int64_t{number}); };
  const Rounding rounded(kwh_);

  json.open('{').field("from_s", from_s_);
  json.key("length_s").open('[');
  for (const double length : length_s_) json.value(length);
  json.close(']');
  write_columns(json, "site_use", use_, sites, whole);
  write_columns(json, "site_waiting", waiting_, sites, whole);
  if (was_down_) {
    write_columns(json, "site_down", down_, sites, whole);
  } else {
    json.key("site_down").null();
  }
  write_columns(json, "site_kwh", kwh_, sites,
                [&](float kwh) { json.value(rounded(static_cast<double>(kwh))); });
  write_columns(json, "link_forward", forward_, links, whole);
  write_columns(json, "link_backward", backward_, links, whole);
  if (was_cut_) {
    write_columns(json, "link_down", cut_, links, whole);
  } else {
    json.key("link_down").null();
  }
  write_nation(json);
  json.close('}');
}

void HoursView::write_nation(JsonText& json) const {
  json.key("nation").open('{');
  write_rounded(json, "busy_card_h", busy_card_h_);
  write_rounded(json, "waiting_card_h", waiting_card_h_);
  write_rounded(json, "kwh", nation_kwh_);
  write_rounded(json, "green_kwh", green_kwh_);
  write_rounded(json, "energy_cny", energy_cny_);
  write_rounded(json, "carbon_kg", carbon_kg_);
  write_rounded(json, "carried_bytes", carried_bytes_);
  json.close('}');
}

}  // namespace suanwang
