#pragma once

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/catalogue.hpp"
#include "sim/scenario/problems.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/yaml_map.hpp"

namespace suanwang {

/// Where the values of a scenario stand, for checks that come after reading. Keys such as
/// `sites/zhongwei` or `sites/zhongwei/hub`.
class Places {
 public:
  void note(const std::string& key, const YamlValue& value) {
    values_.insert_or_assign(key, value);
  }
  const YamlValue* find(const std::string& key) const;

 private:
  std::map<std::string, YamlValue> values_;
};

/// A set of ids in which each may come once.
class Ids {
 public:
  /// Notes a problem at the second of two equal ids that names the place of the first.
  bool add(const std::string& id, const YamlValue& place);

 private:
  std::map<std::string, Mark> first_;
};

/// What the readers of the blocks share.
struct Reading {
  Problems& problems;
  Catalogue& catalogue;
  Places places;
  Ids nodes;                              ///< regions, relays and sites share one set of ids
  bool network_missing = false;           ///< its import failed, so that nodes are not known
  std::set<std::string> trace_regions{};  ///< that jobs of traces name
  std::chrono::sys_days start{};          ///< of the run, once it is read
};

/// Notes keys of a block that only go with something else.
inline void refuse(const YamlMap& map, std::initializer_list<const char*> keys, const char* whose) {
  for (const char* key : keys) {
    if (map.has(key)) map[key].error(std::string("goes with ") + whose);
  }
}

/// A block with the name of its parent's list and its own id.
struct Entry {
  YamlMap yaml;
  std::string id;
};

// Each reader notes its problems in `reading` and returns the lists sorted by id.

/// All of a scenario. `tree` is what is left after `base`, `model` and overrides are merged.
Scenario read_scenario(const YamlNode& tree, const std::string& default_name, Reading& reading);

std::vector<Relay> read_relays(const YamlValue& yaml, Reading& reading);
std::vector<Hub> read_hubs(const YamlValue& yaml);
std::vector<Region> read_regions(const YamlValue& yaml, Reading& reading);
std::vector<Site> read_sites(const YamlValue& yaml, Reading& reading);
std::vector<Link> read_links(const YamlValue& yaml, Reading& reading);
/// Those of the network and those of sites, each in the order of their dates.
void read_events(const YamlValue& yaml, Scenario& scenario, Reading& reading);
void read_failures(const YamlValue& yaml, Scenario& scenario, Reading& reading);
/// Adds what `network:` imports to the relays and links, after all other nodes and links are read.
void read_network(const YamlValue& yaml, Scenario& scenario, Reading& reading);
std::vector<Workload> read_workloads(const YamlValue& yaml, Reading& reading);
std::vector<Service> read_services(const YamlValue& yaml, Reading& reading);

/// Last, as it speaks of all the others; prices of links and cards follow what it says.
void read_economy(const YamlValue& yaml, Scenario& scenario, Reading& reading);
Growth read_growth(const YamlValue& yaml, Reading& reading);

/// A date, or a time after the start [s]; what is before the start is negative.
double read_moment(const YamlValue& yaml, const Reading& reading, double fallback);

/// A date of exactly the form 2025-03-01; nothing if it is none.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

SitePower read_power(const YamlValue& yaml, Reading& reading);
/// PUE, climate and water of a site's power.
void read_cooling(const YamlMap& map, SitePower& power, Reading& reading);
SleepRule read_sleep(const YamlValue& yaml, const Accelerator& card);
/// An event that changes the weather of a site or region.
WeatherEvent read_weather(const YamlMap& map);
/// Price and carbon of the grid and what feeds a site beside it.
void read_supply(const YamlMap& map, SitePower& power, Reading& reading);
/// The same value in every hour.
DayByMonth every_day(double value);
/// Price multipliers: a row of the catalogue, seasons, or one day.
DayByMonth read_tariff(const YamlValue& yaml, Reading& reading);
/// Days by season; the 24 numbers of each stand under `of_season`.
DayByMonth read_seasons(const YamlValue& yaml, Keys keys, const char* of_season, double most);
/// An event that changes price or carbon of the grid.
GridEvent read_grid_event(const YamlMap& map);
/// When something happens again; it must be later than `lasts_s` after it began.
std::optional<double> read_every(const YamlMap& map, double lasts_s);
/// The row of a table that a value names, as that row's `key`; absent if there is none.
YamlValue catalogue_value(const YamlValue& yaml, const char* table, const char* key,
                          const char* expects, Reading& reading);
Accelerator read_accelerator(const YamlValue& yaml, Reading& reading);
Arrivals read_arrivals(const YamlValue& yaml);
/// The trace of a workload; nothing if it has none.
std::optional<TraceArrivals> read_trace(const YamlMap& map);
Routing read_routing(const YamlValue& yaml);
Placement read_placement(const YamlValue& yaml, Reading& reading);
Levers read_levers(const YamlValue& yaml, Reading& reading);
/// Ids in a list, with the place of each under `place` and its number; none twice.
std::vector<std::string> read_ids(const YamlValue& yaml, const std::string& place,
                                  Reading& reading);

/// A plain quantity or a distribution of quantities; all its values lie in `range`.
Distribution read_distribution(const YamlValue& yaml, Dimension dimension, Range range,
                               Distribution fallback);

/// A path relative to the file that states it; that of `--set`, to where the program runs.
std::string beside_scenario(const YamlValue& yaml);
/// The same for a file that must be there; empty if it is not, which then is a problem. `ending`
/// is that of files to suggest.
std::string read_data_file(const YamlValue& yaml, std::string_view ending);

/// The values of a file, one in a line with its unit, in their order; what follows `#` is a
/// comment.
std::vector<double> read_value_file(const YamlValue& yaml, Dimension dimension, Range range);

Text read_text(const YamlValue& yaml, const std::string& fallback);

/// Weights of regions, or the name of such a map in the catalogue. Notes the place of each region
/// under `place` and its id, as in `workloads/finetune/from/shanghai`.
DemandMap read_demand(const YamlValue& yaml, const std::string& place, Reading& reading);

/// A list of exactly `length` numbers in `range`; empty if it is none, which then is a problem.
std::vector<double> read_numbers(const YamlValue& yaml, std::size_t length, Range range);

Side read_side(const YamlValue& yaml);

/// Round-trip bounds, deadlines and the like: a positive duration of at most a hundred years.
double read_duration(const YamlValue& yaml, double fallback);

/// Bound on the rate of one transfer.
double read_transfer_rate(const YamlMap& map);

/// An id; empty if it is missing or malformed, which then is a problem.
std::string read_id(const YamlValue& yaml);

/// The entries of a list whose ids are well formed and each new to `ids`, sorted by id.
std::vector<Entry> read_entries(const YamlValue& yaml, Keys keys, Ids& ids);

/// Longest time that a scenario may speak of: a hundred years [s].
inline constexpr double kLongestTime = 36525.0 * 86400;

/// Most data that a scenario may speak of: a zettabyte [byte].
inline constexpr double kMostData = 1e21;

/// Most tenants of one class.
inline constexpr int kMostTenants = 100'000;

/// Most cards of one kind in one place.
inline constexpr std::int64_t kMostCards = 2'147'483'647;

}  // namespace suanwang
