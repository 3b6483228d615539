#pragma once

#include <string>
#include <vector>

namespace suanwang {

// The blocks of the format with a value at every key, as changes to a sound scenario.
inline const std::string kBase = "base: one-job\nduration: 3 d\n";
inline const std::vector<std::string> kBlocks{
    "name: n\ntitle: {en: a, zh: b}\nseed: 1\nstart: 2025-03-01\nwarmup: 1 h\n"
    "initial: empty\nscale: 0.5\ndemand: 1.2\nevent_rule: pyss",
    "routing: {paths: 3, choose: shortest, transfer_rate: 10 Gbps, window: 4 MB,\n"
    "  equal_within: 1 ms}",
    "placement: {policy: nearest, pays: operator, formula: wait_s, hot: {deadline: 1 h, latency: 5 "
    "ms},\n"
    "  weights: {latency: 1, wait: 1, price: 1, carbon: 1}}",
    "hubs: [{id: h, name: {en: a}, side: east}]\nrelays: [{id: r, lon: 1, lat: 2}]\n"
    "regions: [{id: g, name: g, side: east, hub: h, lon: 1, lat: 2,\n"
    "  transfer_rate: 1 Gbps}]",
    "hubs: [{id: h, side: east}]\n"
    "sites:\n  - {id: s, name: {zh: a}, hub: h, cluster: c, region: shanghai, side: east,\n"
    "     at: shanghai, lon: 1, lat: 2, access: {latency: 1 ms}, storage: 1 PB,\n     queue: "
    "fcfs,\n"
    "     pools: [{id: p, accelerator: {peak: 1 TFLOPS, idle: 1 W, busy: 1 W}, count: 3,\n"
    "     powered: 2, node: 4, packing: best-fit}]}",
    "sites:\n  - {id: zhongwei, queue: {discipline: fair-share, half_life: 7 d}}",
    "sites:\n  - {id: zhongwei, access: 1 ms, pools: [{id: p, count: 1, accelerator:\n"
    "     {id: a, platform: cuda, peak: 1 TFLOPS, achieved: 0.5, memory: 1 GB, idle: 1 W,\n"
    "     busy: 2 W}}]}",
    "sites:\n  - {id: zhongwei, pools: [{id: train, accelerator: ascend-910b}], power: {tariff:\n"
    "     ningxia}}",
    "sites:\n  - {id: zhongwei, power: {cap: 1 MW, over_cap: preempt, pue: {mean: 1.5, climate: "
    "[1, 1, 1, 1, 1, 1,\n"
    "     1, 1, 1, 1, 1, 1]}, price: 1 CNY/kWh, carbon: 1 g/kWh, green: 0.5}}",
    "sites:\n  - {id: zhongwei, power: {pue: 1.2, tariff: {seasons: [\n"
    "     {months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], multiplier: [1, 1, 1, 1, 1, 1, 1,\n"
    "     1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}]}}}",
    "sites:\n  - {id: zhongwei, power: {carbon: 1 g/kWh, carbon_day: coast, green: {share: 80 %,\n"
    "     premium: 1 CNY/kWh}, uhv: {from: ningxia, share: 40 %, loss: 6.5 %, price: 1 CNY/kWh,\n"
    "     far_price: 1 CNY/kWh}, own: [{power: 5 MW, output: wind-north, price: 1 CNY/kWh}],\n"
    "     curtailed: {power: 5 MW}, battery: {capacity: 20 MWh, power: 5 MW, efficiency: 88 %,\n"
    "     minimum: 10 %, initial: 50 %, by_price: {charge_below: 0.3 CNY/kWh, discharge_from:\n"
    "     0.8 CNY/kWh}}, demand_charge: 38 CNY/kW}}",
    "sites:\n  - {id: zhongwei, power: {prices: " SUANWANG_SOURCE_DIR
    "/tests/scenario/prices.txt, battery:\n"
    "     {capacity: 20 MWh, power: 5 MW, by_carbon: {charge_below: 300 g/kWh, discharge_from:\n"
    "     600 g/kWh}}}}",
    "links:\n  - {id: sh-zw, between: [shanghai, zhongwei], capacity: 1 Gbps, latency: 1 ms,\n"
    "     price: 1 CNY/GB, energy: 2 Wh/GB, kind: trunk}\n  - {id: x, from: shanghai, to: "
    "zhongwei,\n"
    "     capacity: 1 Gbps, latency: 1 ms}",
    "sites:\n  - {id: zhongwei, region: shanghai, pools: [{id: p, count: 1, accelerator: "
    "ascend-910b,\n     sleep: {power: 60 W, reserve: 10 %}}], power: {water: {wet: 2 L/kWh, "
    "dry_below: -5 C,\n"
    "     wet_above: 25 C}, pue: {mean: 1.2, climate: zhongwei, day_range: 9 K, cooling:\n"
    "     {free_below: -5 C, chillers_above: 25 C, worst_above: 40 C, at_chillers: 2, at_worst: "
    "3,\n"
    "     fixed: 0.2, load: 0.6}}}}\nevents:\n"
    "  - {at: 1 h, site: zhongwei, temperature: +6 K, for: 1 h, every: 1 d}\n"
    "  - {at: 1 h, region: shanghai, temperature: -6 K}",
    "sites:\n  - {id: zhongwei, region: shanghai, power: {water: 2 L/kWh, pue: {mean: 1.2,\n"
    "     climate: zhongwei, cooling: air-economiser}}}\n"
    "events: [{at: 1 h, region: shanghai, temperature: 6 K}]",
    "events:\n  - {at: 1 h, link: sh-zw, down: 1 h, every: 1 d}\n"
    "  - {at: 1 h, node: zhongwei, down: 1 h}\n"
    "  - {at: 1 h, link: sh-zw, capacity: 2 Gbps, for: 1 h}",
    "events:\n  - {at: 1 h, site: zhongwei, down: 1 h, draws: idle, every: 1 d}\n"
    "  - {at: 1 h, site: zhongwei, pool: train, cards: 2, down: forever}\n"
    "  - {at: 1 h, site: zhongwei, pool: train, drain: 1 h}\n"
    "  - {at: 1 h, site: zhongwei, power_cap: 1 MW, for: 1 h}",
    "events:\n  - {at: 1 h, region: shanghai, price: 1.5, carbon: 1.5, for: 1 d, every: 7 d}\n"
    "  - {at: 1 h, site: zhongwei, price: 1.5}",
    "failures:\n  - {each: node, site: zhongwei, pool: train, mtbf: 100 h, mttr: 1 h, draws: "
    "idle}\n"
    "  - {site: zhongwei, mtbf: 100 h, mttr: 1 h}\n  - {each: pool, mtbf: 100 h, mttr: 1 h}",
    "links: [{id: sh-zw, kind: trunk}]\n"
    "failures:\n  - {kind: trunk, mtbf: 100 h, mttr: 1 h}\n  - {link: sh-zw, mtbf: 100 h, mttr: 1 "
    "h}\n"
    "  - {node: zhongwei, mtbf: 100 h, mttr: 1 h}",
    "sites:\n  - {id: zhongwei, opens: 2025-01-01, closes: 2030-01-01,\n"
    "     pools: [{id: train, accelerator: ascend-910b}]}\n"
    "growth:\n  lead: 1 d\n  cost: 1 CNY\n  backtest: [pue_avg]\n  capacity:\n"
    "  - {at: 1 d, site: zhongwei, pool: train, card: ascend-910b, cards: 4, lead: 1 d,\n"
    "     cost: 90000 CNY}\n"
    "  - {ordered: 0 d, side: west, times: 2}\n  - {rate: 5 %, from: 0 d, until: 2 d}\n"
    "  - {at: 2 d, retire: 2}",
    "workloads: [{id: w, from: {shanghai: 1}, arrivals: {poisson: 1 per h}, runtime: 1 h}]\n"
    "growth:\n  demand:\n  - {at: 1 d, times: 2, side: east}\n"
    "  - {rate: 5 %, from: 0 d, until: 2 d, class: w, region: shanghai}",
    "network: {graphml: " SUANWANG_SOURCE_DIR
    "/tests/scenario/maps/square.graphml,\n"
    "  capacity: 1 Gbps, speed: 200000 km/s, detour: 1.3, price: 1 CNY/GB, energy: 2 Wh/GB, "
    "missing: drop}",
    "network: {graphml: " SUANWANG_SOURCE_DIR
    "/tests/scenario/maps/square.graphml,\n"
    "  capacity: 1 Gbps, missing: {latency: 5 ms}}",
    "workloads:\n  - {id: w, name: w, from: {shanghai: 1}, arrivals: {poisson: 1 per h, profile:\n"
    "     {weekend: 0.5, day: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,\n"
    "     1, 1, 1]}}, accelerators: 8, runtime: 1 h, reference: {peak: 1 TFLOPS, idle: 1 W,\n"
    "     busy: 1 W}, requested: 2 h, overrun: kill, input: 1 GB, output: 1 GB, latency: 50 ms,\n"
    "     deadline: 1 d, slack: 1 d, transfer_rate: 1 Gbps, transfer_weight: 2}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {every: 1 h, first: 1 h}, work: 3\n"
    "     EFLOP, accelerators: {choice: {8: 1, 10: 1}}, requested: {times: 1.5},\n"
    "     input: {size: 1 GB, datasets: 4, reuse: 0.5, zipf: 1},\n"
    "     output: {lognormal: {median: 1 GB, sigma: 1, max: 9 GB}}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {at: [0 s, 5 s]},\n"
    "     work: {exponential: {mean: 1 EFLOP, max: 9 EFLOP}}, input: {choice: {1 GB: 1}},\n"
    "     accelerators: {uniform: {from: 1, to: 9}}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {mmpp: [{rate: 4 per h, for: 1 h},\n"
    "     {rate: 9 per h, for: 5 min}]}, runtime: {empirical: [5 s, 1 h]}, tenant: {zipf: 4},\n"
    "     input: {empirical: " SUANWANG_SOURCE_DIR "/tests/workload/traces/sizes.txt}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, swf: " SUANWANG_SOURCE_DIR
    "/tests/workload/traces/good.swf, filter: strong,\n"
    "     procs: 64, first: 4, compress: 4/5, begin: 1 h, tenant: x, priority: 4,\n"
    "     requested: {stated: 2}}",
    "workloads:\n  - {id: w, from: {shanghai: 1}, csv: " SUANWANG_SOURCE_DIR
    "/tests/workload/traces/good.csv, compress: 2}\n  - {id: v, from: {shanghai: 1}, "
    "pods: " SUANWANG_SOURCE_DIR "/tests/workload/traces/pods.csv}",
    "sites: [{id: zhongwei, pools: [{id: train, accelerator: ascend-910b}]}]\n"
    "workloads:\n  - {id: w, from: {shanghai: 1}, arrivals: {every: 1 h}, runtime: 1 h, "
    "preemptible:\n"
    "     {checkpoint: 30 min, cost: 20 s, restart: 2 min, growth: 1.5}, on_failure: fail,\n"
    "     max_failures: 3, runs_on: [ascend-910b], memory: 32 GB}\n"
    "  - {id: v, from: {shanghai: 1}, arrivals: {every: 1 h}, runtime: 1 h, preemptible: false}",
    "services:\n  - {id: c, name: c, from: {shanghai: 1}, cards: 9, latency: 90 ms, day: [1, 1,\n"
    "     1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]}",
    "services:\n  - {id: c, from: {shanghai: 1}, requests: 1200 per s, throughput: 4 per s,\n"
    "     replica: 8, start_up: 3 min, day: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "
    "1,\n"
    "     1, 1, 1, 1, 1, 1]}",
    "levers:\n  quotas: [{id: q, side: west, of: work, at_least: 60 %, enforce: steer}]\n"
    "  green: [{id: g, site: zhongwei, at_least: 80 %}]\n"
    "  pue: [{id: p, side: west, at_most: 1.25, surcharge: 0.1 CNY/kWh}]\n"
    "  circles: [{id: c, one_way: 20 ms, classes: [finetune], enforce: report}]\n"
    "  residency: [{id: r, classes: [finetune], within: hub, enforce: report}]\n"
    "  power_price: [{id: w, side: west, discount: 30 %}, {id: x, side: west, subsidy:\n"
    "     0.1 CNY/kWh}]\n"
    "  registry: {registered: [{at: 0 d, share: 30 %}], interval: 15 min, error: 10 %}",
    "levers:\n  green: [{id: g, site: zhongwei, at_least: 50 %, rate: 5 %}, {id: h, side: west, "
    "years:\n"
    "     [{year: 2025, at_least: 60 %}]}]\n"
    "  approvals: [{id: a, side: west, by: site, at_least: 65 %, window: 30 d, again: 10 d}]",
    "sites: [{id: s, hub: ningxia, cluster: c, region: shanghai, at: shanghai, pools:\n"
    "     [{id: p, accelerator: ascend-910b, count: 3}]}]\n"
    "levers: {local_priority: [{id: l, region: shanghai}]}\n"
    "placement: {policy: nearest, shift: {to: low-carbon, at_most: 12 h, margin: 30 min,\n"
    "     classes: [finetune]}}",
    "economy:\n  tariff: {tiers: [{first: 200 card-h, price: 0 CNY/card-h}, {price: 8 "
    "CNY/card-h}]}\n"
    "  by_class: [{class: finetune, tariff: {auction: {reserve: 4 CNY/card-h, most: 20\n"
    "     CNY/card-h}}}]\n"
    "  discounts: [{at: {side: west}, share: 20 %, paid_by: treasury, from: 2025-01-01, until:\n"
    "     2025-12-31}]\n"
    "  vouchers: [{id: v, name: v, share: 30 %, cap: 8 million CNY, budget: 250 million CNY, from: "
    "2025-01-01,\n"
    "     until: 2025-12-31, regions: [shanghai], classes: [finetune], buys_at: {sites: "
    "[zhongwei],\n"
    "     hubs: [ningxia], regions: [shanghai]}}]\n"
    "  costs: {card: 120000 CNY, life: 1825 d, facility: 14000 CNY, facility_life: 5475 d,\n"
    "     staff: 4800 CNY/card-year}\n"
    "  carbon_price: 90 CNY/t\n  water: 4 CNY/m3\n  carriage: {factor: 0.5}",
    "sites: [{id: zhongwei, pools: [{id: train, accelerator: ascend-910b}]}]\n"
    "economy: {tariff: 8 CNY/card-h, costs: catalogue, carriage: {flat: 0.01 CNY/GB},\n"
    "     by_class: [{class: finetune, tariff: 9 CNY/card-h}],\n"
    "     vouchers: [{id: v, lever: voucher-shanghai}]}",
};

inline const std::vector<std::string> kProbes{"~",          "true",       "x",
                                              "Not An Id",  "[]",         "[~]",
                                              "[1]",        "{}",         "{x: 1}",
                                              "-1",         "0",          "0.5",
                                              "1",          "4",          "17",
                                              "2e10",       "3000000000", "-200",
                                              "0 s",        "5 ms",       "-5 s",
                                              "5 parsec",   "20 GB",      "20 Gbps",
                                              "2 kW",       "3 TFLOPS",   "3 EFLOP",
                                              "1 CNY/kWh",  "1 CNY/GB",   "300 g/kWh",
                                              "4 per h",    "50 %",       "2025-03-02",
                                              "until done", "done",       "west",
                                              "steady",     "extend",     "least-loaded",
                                              "forever",    "4 MB",       "sh-zw",
                                              "nearest",    "easy",       "idle",
                                              "node",       "best-fit",   "preempt",
                                              "all",        "100 CNY",    "fail",
                                              "false",      "20 MWh",     "38 CNY/kW",
                                              "-1 CNY/kWh", "wind-north", "6 K",
                                              "25 C",       "20 card-h",  "8 CNY/card-h",
                                              "90 CNY/t",   "4 CNY/m3",   "catalogue",
                                              "2 Wh/GB"};

}  // namespace suanwang
