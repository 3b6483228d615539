#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/fetch.hpp"
#include "sim/base/names.hpp"
#include "sim/engine/results.hpp"
#include "sim/world/site_series.hpp"

namespace suanwang {

/// What one kW of IT power that a site draws for a while comes to: integrals of its hourly rates.
///
/// Sums of the hours before each hour (prefix sums) give any stretch of time in O(1), whatever
/// hours lie in it, so nothing is added up while a job runs. Hours that lie before the start of
/// every run under way are dropped: memory follows the longest run, not the time that has passed.
class EnergyIntegrals {
 public:
  EnergyIntegrals(const SiteSeries& series, std::size_t sites);

  /// Hour `hour` begins; hours come one after the other, from 0.
  void open_hour(std::int64_t hour);

  /// A run began or is over; `started_s` of one found running at the start lies before 0.
  void started(double started_s) { ++runs_by_hour_[slot_of(started_s)]; }
  void ended(double started_s);

  const HourRates& rates(std::size_t site) const { return rates_[site]; }  ///< of this hour

  /// Facility energy, money, carbon and water of `kw` of IT power from `from_s` to `until_s` >=
  /// `from_s`, both from the start of the earliest run under way up to the end of the present hour.
  EnergyAccount of(std::size_t site, double kw, double from_s, double until_s) const;

  /// The same for a number of kWh of IT energy at one hour's rates, and of facility energy beside.
  static EnergyAccount at(const HourRates& rates, double it_kwh, double more_kwh = 0);

 private:
  static constexpr double kHour_s = 3600;
  static constexpr std::size_t kValues = 6;
  using Values = std::array<double, kValues>;  ///< for one kW, in the order of values_of()

  /// One hour of one site.
  struct Row {
    Values before{};  ///< sum over the hours since `first_hour_`
    Values rate;      ///< of this hour
  };

  static Values values_of(const HourRates& rates);
  std::size_t slot_of(double started_s) const;
  std::size_t row_number(std::size_t site, std::int64_t hour) const {
    return static_cast<std::size_t>(hour - first_row_) * sites_ + site;
  }
  const Row& row(std::size_t site, std::int64_t hour) const {
    return rows_[row_number(site, hour)];
  }
  void drop_hours();

  const SiteSeries& series_;
  std::size_t sites_;
  std::vector<HourRates> rates_;             ///< by site, of this hour
  std::vector<Row> rows_;                    ///< by row_number()
  std::vector<std::uint32_t> runs_by_hour_;  ///< [hour - first_hour_]: began then, are under way
  std::int64_t first_hour_ = 0;              ///< where the sums begin
  std::int64_t first_row_ = 0;               ///< the first hour that has rows
  std::int64_t hour_ = -1;
};

/// Energy by who used it: classes, services, regions and tenants.
///
/// What a run's own cards draw is its user's directly. All else that a site draws - idle cards,
/// what is drawn whatever the load - is shared out at the end among those who used the site, in
/// proportion to their card-seconds there; a site that nobody used keeps it. So the parts of each
/// kind of user sum to the whole.
class UserAccounts {
 public:
  UserAccounts(std::size_t sites, std::size_t classes, std::size_t services, std::size_t regions);

  /// Who asked for a job. A region of kNone, of a stream: each of its jobs has its own.
  struct User {
    std::uint32_t job_class, region, tenant;
  };
  /// Jobs come in streams, numbered from 0 as they are told here; most of a stream's are of one
  /// user.
  void add_stream(const User& usual);

  /// A run of a job of a stream spent `card_s` and `energy` inside the window; `user` is of the job
  /// itself.
  void add_run(std::uint32_t site, std::uint32_t stream, const User& user, double card_s,
               const EnergyAccount& energy) {
    const User& usual = streams_[stream];
    if (usual.region == user.region && usual.tenant == user.tenant) {
      by_stream_[stream * sites_ + site].add(card_s, energy);
    } else {
      add_single(site, user, card_s, energy);
    }
  }
  /// Brings from memory what add_run() will need.
  void fetch_run(std::uint32_t site, std::uint32_t stream) const {
    fetch(&by_stream_[stream * sites_ + site]);
  }
  /// Cards that a service held for a region.
  void add_service(std::uint32_t site, std::uint32_t service, std::uint32_t region, double card_s,
                   const EnergyAccount& energy);

  /// Shares out what the sites drew; `results` has its sites, classes, services and regions.
  /// `tenants`: names by number.
  void share_out(Results& results, const NameTable& tenants);

 private:
  /// What one user did at one site, in one cache line: what batteries took is no user's.
  struct alignas(64) Cell {
    double it_kwh = 0, kwh = 0, green_kwh = 0, energy_cny = 0, carbon_kg = 0;
    double location_carbon_kg = 0, water_litres = 0;
    double card_s = 0;

    void add(double more_card_s, const EnergyAccount& more) {
      it_kwh += more.it_kwh;
      kwh += more.kwh;
      green_kwh += more.green_kwh;
      energy_cny += more.energy_cny;
      carbon_kg += more.carbon_kg;
      location_carbon_kg += more.location_carbon_kg;
      water_litres += more.water_litres;
      card_s += more_card_s;
    }
    EnergyAccount energy() const {
      return {it_kwh, kwh, green_kwh, energy_cny, carbon_kg, location_carbon_kg, water_litres};
    }
  };
  /// Cells of tenants by (tenant, site): most use few sites, and a trace may have a million of
  /// them. Open addressing: a place holds a cell's number + 1, or 0.
  class TenantCells {
   public:
    Cell& at(std::uint32_t tenant, std::uint32_t site);
    struct Key {
      std::uint32_t tenant, site;
    };
    const std::vector<Key>& keys() const { return keys_; }
    const std::vector<Cell>& cells() const { return cells_; }

   private:
    static std::size_t hash(Key key) {
      const std::uint64_t both = (std::uint64_t{key.tenant} << 32) | key.site;
      return static_cast<std::size_t>((both * 0x9e3779b97f4a7c15u) >> 20);
    }
    void grow();

    std::vector<std::uint32_t> places_;
    std::vector<Key> keys_;
    std::vector<Cell> cells_;
  };

  void add_single(std::uint32_t site, const User& user, double card_s, const EnergyAccount& energy);
  void fold_streams();

  std::size_t sites_;
  std::vector<User> streams_;
  std::vector<Cell> by_stream_;  ///< [stream * sites + site]: not yet in the others
  std::vector<Cell> by_class_, by_service_, by_region_;  ///< [user * sites + site]
  TenantCells by_tenant_;
};

}  // namespace suanwang
