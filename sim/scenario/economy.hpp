#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/economy/card_tariff.hpp"
#include "models/economy/voucher_ledger.hpp"
#include "sim/scenario/text.hpp"

namespace suanwang {

struct Site;

/// Some of the sites: those named, those of a hub or a region named, those of a side. Empty: all.
struct SiteSet {
  std::vector<std::string> sites, hubs, regions;
  std::optional<Side> side;

  bool contains(const Site& site) const;

  friend bool operator==(const SiteSet&, const SiteSet&) = default;
};

/// A price below the tariff's at some sites.
struct Discount {
  SiteSet at;
  double share = 0;         ///< of the bill, in [0, 1]
  bool subsidised = false;  ///< the treasury makes it good to the operator
  double from_s = 0;        ///< bills of that time on ...
  double until_s = std::numeric_limits<double>::infinity();  ///< ... and before this

  friend bool operator==(const Discount&, const Discount&) = default;
};

/// Computing vouchers (算力券) of one treasury.
struct Voucher {
  std::string id;
  Text name;
  VoucherTerms terms;
  std::vector<std::string> regions;  ///< whose users get them; empty: all
  std::vector<std::string> classes;  ///< for which classes and services; empty: all
  SiteSet buys_at;

  friend bool operator==(const Voucher&, const Voucher&) = default;
};

/// A tariff that one class or service has instead of the general one.
struct ClassTariff {
  std::string id;
  CardTariff tariff;

  friend bool operator==(const ClassTariff&, const ClassTariff&) = default;
};

/// Who pays whom for computing.
struct Economy {
  CardTariff tariff = FlatTariff{};
  std::vector<ClassTariff> by_class;  ///< sorted by id
  std::vector<Discount> discounts;    ///< of several at one site the largest holds
  std::vector<Voucher> vouchers;      ///< sorted by id
  double carbon_cny_per_kg = 0;
  double water_cny_per_litre = 0;
  double carriage_factor = 1;  ///< on the price of every link
  /// Or one price for a GB that leaves its node, whatever the distance [CNY/GB].
  std::optional<double> carriage_flat_cny_per_gb;

  friend bool operator==(const Economy&, const Economy&) = default;
};

}  // namespace suanwang
