#include "tests/report/sample_results.hpp"

#include <algorithm>

namespace suanwang {
namespace {

constexpr double kWindow_s = 36 * 3600;

/// A site busy to `use`, with a tenth of that held by services.
SiteResult site(std::string id, Text name, std::string hub, std::string cluster, std::string region,
                Side side, std::int64_t cards, double use, double wait_mean_s) {
  SiteResult s;
  s.id = std::move(id);
  s.name = std::move(name);
  s.hub = std::move(hub);
  s.cluster = std::move(cluster);
  s.region = std::move(region);
  s.side = side;
  s.cards = cards;
  const double installed = static_cast<double>(cards) * kWindow_s;
  s.card = {installed, 0.01 * installed, 0.9 * use * installed, 0.1 * use * installed};
  s.energy.it_kwh = installed / 3600 * (0.19 + 0.33 * use);
  s.energy.kwh = s.energy.it_kwh * (cluster.empty() ? 1.42 : 1.21);
  s.energy.green_kwh = s.energy.kwh * (side == Side::west ? 0.55 : 0.18);
  s.energy.energy_cny = s.energy.kwh * (side == Side::west ? 0.36 : 0.67);
  s.energy.carbon_kg = s.energy.kwh * (side == Side::west ? 0.31 : 0.52);
  s.wait_s = {static_cast<double>(cards) * 0.4, wait_mean_s, 0, 4.1 * wait_mean_s,
              7.7 * wait_mean_s};
  s.waiting_card_s = 0.00002 * wait_mean_s * installed;
  s.waiting = {wait_mean_s / 10, wait_mean_s * 1.3, wait_mean_s * 2, wait_mean_s * 20};
  s.jobs_started = s.wait_s.weight;
  s.input_bytes = static_cast<double>(cards) * 3.1e10;
  s.output_bytes = static_cast<double>(cards) * 1.2e9;
  s.dataset_hit_share = 0.71;
  return s;
}

ClassResult job_class(std::string id, Text name, double jobs, double card_s, double wait_mean_s) {
  ClassResult c;
  c.id = std::move(id);
  c.name = std::move(name);
  c.submitted = jobs;
  c.completed = 0.97 * jobs;
  c.card_s = card_s;
  c.west_card_s = 0.44 * card_s;
  c.wait_s = {0.98 * jobs, wait_mean_s, 0, 5 * wait_mean_s, 11 * wait_mean_s};
  c.response_s = {0.97 * jobs, wait_mean_s + 4321, 2400, 17000, 81000};
  c.bounded_slowdown_mean = 1 + wait_mean_s / 2000;
  c.slo_jobs = 0.97 * jobs;
  c.slo_attained = 0.93 * jobs;
  return c;
}

RegionResult region(std::string id, Text name, Side side, double demand_card_s, double served,
                    double wait_mean_s) {
  RegionResult r;
  r.id = std::move(id);
  r.name = std::move(name);
  r.side = side;
  r.submitted = demand_card_s / 9000;
  r.demanded_card_s = demand_card_s;
  r.served_card_s = served * demand_card_s;
  r.west_card_s = 0.4 * r.served_card_s;
  r.wait_s = {r.submitted, wait_mean_s, 0, 4 * wait_mean_s, 8 * wait_mean_s};
  r.sent_bytes = demand_card_s * 2.2e5;
  r.own_cards = demand_card_s / kWindow_s;
  return r;
}

}  // namespace

Results sample_results() {
  Results r;
  r.scenario = "east-west-2025";
  r.title = {"East-West 2025", "东数西算 2025"};
  r.policy = "tiered-latency";
  r.seed = 2025;
  using namespace std::chrono;
  r.start = 2025y / March / 5d;
  r.scale = 0.01;
  r.from_s = 12 * 3600;
  r.to_s = 48 * 3600;
  r.ledger = {82345, 12, 1234, 4321, 21002, 55770, 6, 18250, 7654321};

  r.hubs = {{"ningxia", {"Ningxia", "宁夏"}, Side::west},
            {"yangtze-delta", {"Yangtze Delta", "长三角"}, Side::east}};
  r.sites = {
      site("fujian-local", {"Fujian regional site", "福建区域站点"}, "", "", "fujian", Side::east,
           43000, 0.97, 5120),
      site("hubei-local", {"Hubei regional site", "湖北区域站点"}, "", "", "hubei", Side::east,
           41000, 0.91, 3010),
      site("shaanxi-local", {"Shaanxi regional site", "陕西区域站点"}, "", "", "shaanxi",
           Side::west, 24100, 0.88, 1822),
      site("wuhu", {"Wuhu", "芜湖"}, "yangtze-delta", "wuhu", "anhui", Side::east, 91000, 0.63, 12),
      site("yangtze-demo", {"Yangtze Delta demonstration zone", "长三角示范区"}, "yangtze-delta",
           "yangtze-demo", "shanghai", Side::east, 80625, 0.71, 31),
      site("zhongwei", {"Zhongwei", "中卫"}, "ningxia", "zhongwei", "ningxia", Side::west, 120000,
           0.38, 0.4)};
  double waits = 0;
  for (const SiteResult& s : r.sites) {
    r.card += s.card;
    r.energy += s.energy;
    r.waiting.jobs += s.waiting.jobs;
    r.waiting.cards += s.waiting.cards;
    r.waiting.longest_s = std::max(r.waiting.longest_s, s.waiting.longest_s);
    waits += s.wait_s.weight;
  }
  r.waiting.mean_s = 6789;
  r.carriage_cny = 345678.25;
  r.network = {98765.5, 56789.25};
  r.wait_s = {waits, 1205.5, 0, 4810, 14400};
  r.response_s = {waits, 7400, 2400, 28800, 99000};
  r.bounded_slowdown_mean = 1.62;
  r.slo = 0.9614;
  r.west_share = 0.3127;
  r.cross_region_bytes = 1.234e16;
  r.moving_transfers_mean = 8123;
  r.moving_transfers_peak = 12944;
  r.moving_bps_mean = 6.1e13;
  r.moving_bps_peak = 9.87e13;
  r.jain = 0.934;
  r.gini = 0.121;

  r.classes = {job_class("llm-finetune", {"LLM fine-tuning", "大模型微调"}, 5452, 5.1e9, 812),
               job_class("llm-pretrain", {"LLM pre-training", "大模型预训练"}, 16.2, 1.9e10, 40210),
               job_class("render", {"Rendering", "渲染"}, 812345, 2.2e9, 95)};
  r.classes[1].rejected = 1;
  r.classes[1].first_rejection =
      "no allowed site has 16384 cards in one pool; the largest, zhongwei, is outside the latency "
      "bound of "
      "10 ms round trip";
  r.services = {{"chat-20ms",
                 {"Online inference, 20 ms tier", "在线推理 20 毫秒圈"},
                 4.1e9,
                 4.05e9,
                 0.6e9,
                 0.0213,
                 0,
                 {}}};
  r.regions = {region("anhui", {"Anhui", "安徽"}, Side::east, 2.1e9, 0.99, 110),
               region("fujian", {"Fujian", "福建"}, Side::east, 5.2e9, 0.81, 5120),
               region("hubei", {"Hubei", "湖北"}, Side::east, 4.4e9, 0.88, 3010),
               region("ningxia", {"Ningxia", "宁夏"}, Side::west, 0.3e9, 1, 1),
               region("shaanxi", {"Shaanxi", "陕西"}, Side::west, 1.9e9, 0.93, 1822),
               region("shanghai", {"Shanghai", "上海"}, Side::east, 7.9e9, 0.95, 340)};
  r.links = {
      {"fujian-hubei", "fujian", "hubei", 4.8e12, 3.1e15, 2.2e14, 0.31, 0.02, 0.55, 12345},
      {"hubei-ningxia", "hubei", "ningxia", 9.6e12, 9.1e15, 1.2e15, 0.61, 0.08, 0.97, 98765}};
  r.hours.resize(48 * r.sites.size());
  for (std::size_t i = 0; i < r.hours.size(); ++i) {
    const auto cards = static_cast<double>(r.sites[i % r.sites.size()].cards);
    r.hours[i] = {cards * 1800, cards * 100, 12.5 * static_cast<double>(i),
                  0.3 * cards,  0.4 * cards, 0.2 * cards,
                  0.1 * cards};
  }
  r.performance = {1234567, 45678.9, 1.75, 180000000};
  return r;
}

Results awkward_results() {
  Results r = sample_results();
  const std::string long_en =
      "A very long name of a place that nobody would print in a table but somebody will surely "
      "write";
  const std::string long_zh =
      "一个非常非常非常非常非常非常非常非常非常非常非常非常非常非常非常长的名字，还带标点（全角）";
  r.title = {long_en + ", " + long_en, long_zh + long_zh};
  r.policy = std::string(120, 'p');
  for (SiteResult& s : r.sites) s.name = {long_en, long_zh};
  for (Hub& hub : r.hubs) hub.name = {long_en, long_zh};
  for (ClassResult& c : r.classes) {
    c.name = {long_en, long_zh};
    c.first_rejection = std::string(150, 'x') + " " + long_zh + "\nsecond line";
    c.submitted = c.card_s = 9.99e17;
    c.wait_s = c.response_s = {1e17, 9.999e9, 9.999e9, 9.999e9, 9.999e9};
  }
  for (RegionResult& region : r.regions) region.name = {long_en, long_zh};
  for (LinkResult& link : r.links) link.capacity_bps = link.carriage_cny = 9.99e17;
  r.services[0].name = {long_en, long_zh};
  r.sites[0].card = {};
  r.sites[0].energy = {};
  r.sites[0].wait_s = {};
  r.sites[1].cards = 999999999999;
  r.sites[1].card = {1e18, 1e17, 7e17, 1e17};
  r.sites[1].waiting_card_s = 9e20;
  r.sites[1].energy = {9.9e17, 9.9e18, 1e17, 9.9e18, 9.9e18};
  r.regions[0].demanded_card_s = 0;
  r.classes[0].slo_jobs = 0;
  r.ledger.submitted = 18446744073709551615ULL;
  r.ledger.represented = 18446744073709551615ULL / 3;
  r.scale = 1e-9;
  r.energy.kwh = r.energy.energy_cny = r.carriage_cny = 9.876e17;
  r.network = {9.876e17, 9.876e17};
  return r;
}

}  // namespace suanwang
