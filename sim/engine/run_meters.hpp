#pragma once

#include <string>

#include "sim/base/quantiles.hpp"
#include "sim/engine/results.hpp"

namespace suanwang {

struct ClassMeter {
  double submitted = 0, rejected = 0, completed = 0, card_s = 0, west_card_s = 0;
  double slo_jobs = 0, slo_attained = 0, slowdown_sum = 0, slowdown_weight = 0;
  WasteAccount waste;
  Quantiles wait, response;
  std::string first_rejection;
};

struct RegionMeter {
  double submitted = 0, demanded_card_s = 0, served_card_s = 0, west_card_s = 0;
  Quantiles wait;
};

struct SiteMeter {
  CardAccount card;
  EnergyAccount energy;
  double waiting_card_s = 0, jobs_started = 0, dataset_hits = 0, dataset_asked = 0;
  WasteAccount waste;
  double node_failures = 0;
  Quantiles wait;
};

struct ServiceMeter {
  double demanded_card_s = 0, served_card_s = 0, west_card_s = 0, latency_area = 0;
};

}  // namespace suanwang
