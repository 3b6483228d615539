#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "models/economy/accounts.hpp"
#include "sim/scenario/text.hpp"

namespace suanwang {

/// What the operator of one site earned and spent in the window.
struct OperatorResult {
  BillAccount bills;  ///< of the work done there
  ProfitAndLoss account;
};

struct VoucherResult {
  std::string id;
  Text name;
  double budget_cny = 0;  ///< infinite: no bound
  double paid_cny = 0;
  std::uint64_t tenants = 0;                                   ///< who got something
  double used_up_s = std::numeric_limits<double>::infinity();  ///< infinite: it is not
  BillAccount bills;                                           ///< that it paid a part of
};

/// The users of one service in one region: one tenant, with a tier, a base and a cap of their own.
struct ServiceUsersResult {
  std::string service, region;
  BillAccount bills;
};

/// Who paid whom in the measured window; what is not here stands with the rows of classes,
/// services, regions and tenants.
struct EconomyResult {
  BillAccount bills;  ///< all of them
  ProfitAndLoss operators_total;
  std::vector<OperatorResult> operators;  ///< by site, as Results::sites
  std::vector<VoucherResult> vouchers;    ///< sorted by id
  /// Those that used anything, sorted by service, then by region.
  std::vector<ServiceUsersResult> service_users;
  double power_subsidy_cny = 0;  ///< paid by the treasury to power suppliers, by a lever

  /// What the treasury took (carbon price, surcharges) less what it paid (vouchers, subsidies of
  /// bills and of power).
  double treasury_cny() const {
    return operators_total.carbon_cny + operators_total.surcharge_cny - bills.treasury_cny() -
           power_subsidy_cny;
  }
};

}  // namespace suanwang
