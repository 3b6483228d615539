#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace suanwang {

/// Terms of one kind of computing voucher (算力券): the treasury pays a share of the bill.
struct VoucherTerms {
  double share = 0;  ///< of the bill, in [0, 1]
  /// Most that one tenant gets.
  double cap_cny = std::numeric_limits<double>::infinity();
  /// Most that all of them get together.
  double budget_cny = std::numeric_limits<double>::infinity();
  double from_s = 0;                                         ///< bills of that time on ...
  double until_s = std::numeric_limits<double>::infinity();  ///< ... and before this

  friend bool operator==(const VoucherTerms&, const VoucherTerms&) = default;
};

/// What was paid out on some vouchers, and to whom. Who bills first is paid first: the last of a
/// budget goes to whoever's bill comes before the others.
class VoucherLedger {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffu;

  explicit VoucherLedger(std::vector<VoucherTerms> terms, std::size_t tenants = 0);

  std::size_t size() const { return terms_.size(); }

  /// What voucher `v` would pay of a bill of that time [CNY]: its share, what is left of the
  /// tenant's cap, or what is left of the budget, whichever is least.
  double quote(std::uint32_t v, std::uint32_t tenant, double bill_cny, double at_s) const;

  /// Of the vouchers that a bill may be handed in with the one that pays most, the first of equals;
  /// kNone if none pays. A bill takes one voucher only.
  std::uint32_t best(std::span<const std::uint32_t> vouchers, std::uint32_t tenant, double bill_cny,
                     double at_s) const;

  /// Pays what quote() says and returns it.
  double pay(std::uint32_t v, std::uint32_t tenant, double bill_cny, double at_s);

  double paid_cny(std::uint32_t v) const { return paid_[v]; }
  /// When the budget was used up; infinity: it is not.
  double used_up_s(std::uint32_t v) const { return used_up_s_[v]; }
  /// Tenants who got something.
  std::uint64_t tenants_paid(std::uint32_t v) const { return tenants_paid_[v]; }

 private:
  double paid_to(std::uint32_t v, std::uint32_t tenant) const {
    const std::size_t at = tenant * terms_.size() + v;
    return at < paid_to_.size() ? paid_to_[at] : 0;
  }

  std::vector<VoucherTerms> terms_;
  std::vector<double> paid_;     ///< by voucher
  std::vector<double> paid_to_;  ///< [tenant * vouchers + voucher]; grows with new tenants
  std::vector<double> used_up_s_;
  std::vector<std::uint64_t> tenants_paid_;
};

}  // namespace suanwang
