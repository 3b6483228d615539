#include "models/economy/voucher_ledger.hpp"

#include <algorithm>
#include <utility>

namespace suanwang {

VoucherLedger::VoucherLedger(std::vector<VoucherTerms> terms, std::size_t tenants)
    : terms_(std::move(terms)),
      paid_(terms_.size(), 0),
      paid_to_(terms_.size() * tenants, 0),
      used_up_s_(terms_.size(), std::numeric_limits<double>::infinity()),
      tenants_paid_(terms_.size(), 0) {}

double VoucherLedger::quote(std::uint32_t v, std::uint32_t tenant, double bill_cny,
                            double at_s) const {
  const VoucherTerms& terms = terms_[v];
  if (at_s < terms.from_s || at_s >= terms.until_s) return 0;
  const double most = std::min(terms.cap_cny - paid_to(v, tenant), terms.budget_cny - paid_[v]);
  return std::max(0.0, std::min(terms.share * bill_cny, most));
}

std::uint32_t VoucherLedger::best(std::span<const std::uint32_t> vouchers, std::uint32_t tenant,
                                  double bill_cny, double at_s) const {
  std::uint32_t best = kNone;
  double most = 0;
  for (const std::uint32_t v : vouchers) {
    const double here = quote(v, tenant, bill_cny, at_s);
    if (here > most) {
      best = v;
      most = here;
    }
  }
  return best;
}

double VoucherLedger::pay(std::uint32_t v, std::uint32_t tenant, double bill_cny, double at_s) {
  const double cny = quote(v, tenant, bill_cny, at_s);
  if (cny <= 0) return 0;
  const std::size_t at = tenant * terms_.size() + v;
  if (at >= paid_to_.size()) paid_to_.resize((tenant + std::size_t{1}) * terms_.size(), 0);
  if (paid_to_[at] == 0) ++tenants_paid_[v];
  // The last of a cap or budget leaves exactly nothing, whatever the rounding.
  const VoucherTerms& terms = terms_[v];
  paid_to_[at] = cny == terms.cap_cny - paid_to_[at] ? terms.cap_cny : paid_to_[at] + cny;
  if (cny == terms.budget_cny - paid_[v]) {
    paid_[v] = terms.budget_cny;
    used_up_s_[v] = at_s;
  } else {
    paid_[v] += cny;
  }
  return cny;
}

}  // namespace suanwang
