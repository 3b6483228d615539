#pragma once

#include <variant>
#include <vector>

namespace suanwang {

/// One price for every card-hour.
struct FlatTariff {
  double price_cny_per_card_h = 0;

  friend bool operator==(const FlatTariff&, const FlatTariff&) = default;
};

/// A base at one price and what goes beyond it at others, by what a tenant used this month: "basic
/// free, extras paid" is a first tier at 0.
struct TieredTariff {
  struct Tier {
    double card_h = 0;  ///< length of the tier; infinite for the last
    double price_cny_per_card_h = 0;

    friend bool operator==(const Tier&, const Tier&) = default;
  };
  std::vector<Tier> tiers;

  friend bool operator==(const TieredTariff&, const TieredTariff&) = default;
};

/// A price that clears the market of each pool.
///
/// Those who ask for its D cards (running, queued and on their way) value a card-hour anywhere
/// between 0 and `most`, evenly. At a price p the share 1 - p / most of them still wants theirs,
/// which is as many as the K cards there are at p = most x (1 - K / D); but never below `reserve`.
/// This is the uniform price of a sealed auction of K equal items among bidders of one item each,
/// with D large. The price rations nobody here: who is outbid waits in the queue.
struct AuctionTariff {
  double reserve_cny_per_card_h = 0;
  double most_cny_per_card_h = 0;  ///< not below the reserve

  friend bool operator==(const AuctionTariff&, const AuctionTariff&) = default;
};

/// What a card-hour costs the tenant, before discounts and vouchers.
using CardTariff = std::variant<FlatTariff, TieredTariff, AuctionTariff>;

/// Bill [CNY] for `card_h` more card-hours of a tenant who used `used_card_h` this month, at a pool
/// whose load (cards asked for / cards) was `load` when the run began. Linear in all prices; two
/// parts of a run cost what the whole costs.
double bill_cny(const CardTariff& tariff, double used_card_h, double card_h, double load);

/// Price of the next card-hour.
double next_price(const CardTariff& tariff, double used_card_h, double load);

}  // namespace suanwang
