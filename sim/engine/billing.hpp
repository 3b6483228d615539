#pragma once

#include <cstdint>
#include <vector>

#include "models/economy/voucher_ledger.hpp"
#include "sim/base/names.hpp"
#include "sim/engine/results.hpp"
#include "sim/kernel/calendar.hpp"
#include "sim/world/world.hpp"

namespace suanwang {

/// Bills tenants of one run, and at its end settles who paid whom.
///
/// A bill is for the part of a run that lies in the measured window, at the moment the run is over
/// or stopped, or the horizon is; of services at each settling. So its month, discount and voucher
/// are those of that moment, and free bases, caps and budgets begin with the window. Each bill
/// takes as long as there are vouchers and discounts, whatever the length of the run.
///
/// A job's tenant is its own; the users of a service in one region are one tenant.
class Billing {
 public:
  Billing(const World& world, std::size_t tenants);

  /// Is the price one of the load of the pool?
  bool by_load() const { return by_load_; }

  /// The first pool where the same discounts and vouchers hold; where the price does not go by the
  /// load, a bill there is a bill here.
  std::uint32_t like(std::uint32_t pool) const { return like_[pool]; }

  /// `job_class`: of workloads, in their order. `load`: of the pool when the run began.
  void bill_run(std::uint32_t pool, std::uint32_t job_class, std::uint32_t region,
                std::uint32_t tenant, double card_h, double load, double at_s) {
    bill(pool, job_class, region, services_ * regions_ + tenant, card_h, load, at_s);
  }
  void bill_service(std::uint32_t pool, std::uint32_t service, std::uint32_t region, double card_h,
                    double load, double at_s) {
    bill(pool, workloads_ + service, region, service * regions_ + region, card_h, load, at_s);
  }

  /// What a tenant would pay if it were billed now [CNY]: what a policy sees.
  double tenant_cny(std::uint32_t pool, std::uint32_t job_class, std::uint32_t region,
                    std::uint32_t tenant, double card_h, double load, double at_s);
  double service_cny(std::uint32_t pool, std::uint32_t service, std::uint32_t region, double card_h,
                     double load, double at_s);

  /// Cards of a pool stood there for a part of the window.
  void add_installed(std::size_t pool, double card_s) { installed_card_s_[pool] += card_s; }

  /// `results` has all else: energy, cards and carriage by site, and its tenants.
  void fill(Results& results, const NameTable& tenants) const;

 private:
  struct Bill {
    BillAccount account;
    double before_voucher_cny;
    std::uint32_t voucher;  ///< that pays; kNone: none
  };
  struct Month {
    std::int32_t month = -1;  ///< months since January of year 0
    double card_h = 0;        ///< used in it
  };

  void bill(std::uint32_t pool, std::uint32_t job_class, std::uint32_t region, std::uint32_t tenant,
            double card_h, double load, double at_s);
  Bill work_out(std::uint32_t pool, std::uint32_t job_class, std::uint32_t region,
                std::uint32_t tenant, double card_h, double load, double at_s);
  double used_card_h(std::uint32_t tenant, std::int32_t month) const;
  std::int32_t month_at(double at_s);
  void fill_operators(Results& results) const;

  const World& world_;
  const Economy& economy_;
  Calendar calendar_;
  std::uint32_t workloads_, services_, regions_;
  bool by_load_ = false, by_month_ = false;
  std::vector<const CardTariff*> tariffs_;             ///< by class: workloads, then services
  std::vector<std::vector<std::uint32_t>> discounts_;  ///< by pool, those that hold there
  VoucherLedger ledger_;
  std::vector<std::vector<std::uint8_t>> voucher_pools_, voucher_regions_, voucher_classes_;
  std::vector<std::uint32_t> like_;        ///< by pool
  std::vector<std::uint32_t> candidates_;  ///< of one bill
  std::int64_t day_ = -1;
  std::int32_t month_ = -1;    ///< of that day
  std::vector<Month> months_;  ///< by tenant, where a tariff goes by the month
  std::vector<BillAccount> by_class_, by_region_, by_site_, by_tenant_;
  std::vector<double> installed_card_s_;  ///< by pool
  std::vector<BillAccount> by_voucher_;   ///< bills that it paid a part of
};

}  // namespace suanwang
