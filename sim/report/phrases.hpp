#pragma once

#include "sim/report/format.hpp"

namespace suanwang {

/// One piece of a report's text in both languages; {0}, {1} ... are filled in by fmt.
struct Phrase {
  const char* en;
  const char* zh;

  constexpr const char* in(Language language) const { return language == Language::zh ? zh : en; }
};

/// Every text that the reports print.
namespace phrases {

// Headline and ledger.
inline constexpr Phrase run_line{"scenario {0} | policy {1} | seed {2}",
                                 "场景 {0} | 策略 {1} | 随机种子 {2}"};
inline constexpr Phrase replication{" | replication {0}", " | 第 {0} 次重复"};
inline constexpr Phrase window{"measured {0} to {1} UTC+8 ({2})",
                               "统计时段 {0} 至 {1}（北京时间，{2}）"};
inline constexpr Phrase warmup{", after {0} of warm-up", "，此前预热{0}"};
inline constexpr Phrase scaled{
    "scale {0}: capacity and large gangs at full size; jobs of up to 8 cards come bundled, up to "
    "{1} "
    "as one but within 1 % of the smallest site: {2} simulated for {3} real jobs",
    "缩放 {0}：算力规模和大作业保持原样；8 卡及以下的作业打包模拟，至多 {1} "
    "个合为一个，且不超过最小站点的 "
    "1%：以 {2} 个模拟作业代表 {3} 个真实作业"};
inline constexpr Phrase represented{"the submitted stand for {0} real jobs",
                                    "提交的作业代表 {0} 个真实作业"};
inline constexpr Phrase initial{"{0} of the submitted were already running at the start",
                                "提交数中有 {0} 个在开始时已在运行"};
inline constexpr Phrase ledger_heading{"Jobs since the start", "开始以来的作业"};
inline constexpr Phrase simulated{" (simulated ones)", "（模拟作业数）"};
inline constexpr Phrase submitted{"submitted", "提交"};
inline constexpr Phrase completed{"= completed", "=完成"};
inline constexpr Phrase running{"+ running", "+运行"};
inline constexpr Phrase queued{"+ queued", "+排队"};
inline constexpr Phrase moving{"+ moving", "+传输"};
inline constexpr Phrase failed{"+ failed", "+失败"};
inline constexpr Phrase turned_away{"+ rejected", "+拒绝"};
inline constexpr Phrase unbalanced{"the ledger does NOT balance: a bug, please report it",
                                   "账目不平：这是程序缺陷，请报告"};

// The nation.
inline constexpr Phrase nation{"Whole system", "全系统"};
inline constexpr Phrase all_sites{"all sites", "全部站点"};
inline constexpr Phrase shares_note{
    "Shares of the installed card time; waiting: cards asked for by queued jobs, on top of it.",
    "均为占装机卡时的比例；等待：排队作业所要的卡，另计。"};
inline constexpr Phrase utilization{"utilization", "利用率"};
inline constexpr Phrase waiting_demand{"waiting demand", "等待需求"};
inline constexpr Phrase wait{"wait", "排队等待"};
inline constexpr Phrase still_waiting{"still waiting", "期末仍在等待"};
inline constexpr Phrase response{"response", "响应时间"};
inline constexpr Phrase slowdown{"bounded slowdown", "有界减速比"};
inline constexpr Phrase slo{"inside SLO", "服务达标率"};
inline constexpr Phrase online_served{"online demand served", "在线需求满足率"};
inline constexpr Phrase energy{"energy", "用电量"};
inline constexpr Phrase pue{"PUE", "PUE"};
inline constexpr Phrase cost{"cost", "费用"};
inline constexpr Phrase carbon{"carbon", "碳排放"};
inline constexpr Phrase network_energy{"network energy", "传输用电"};
inline constexpr Phrase network_carbon{"network carbon", "传输碳排放"};
inline constexpr Phrase west_share{"west share", "西部占比"};
inline constexpr Phrase traffic{"traffic", "数据传输"};
inline constexpr Phrase fairness{"fairness", "普惠"};
inline constexpr Phrase statistics{"mean {0}, p50 {1}, p95 {2}, p99 {3}",
                                   "平均 {0}，p50 {1}，p95 {2}，p99 {3}"};
inline constexpr Phrase no_job_started{"no job started in the window", "时段内没有作业开始"};
inline constexpr Phrase no_job_completed{"no job completed in the window", "时段内没有作业完成"};
inline constexpr Phrase still_waiting_line{
    "{0} jobs with {1} cards, for {2} on average, the longest {3}",
    "{0}个作业共 {1}卡，平均已等 {2}，最长 {3}"};
inline constexpr Phrase none_waiting{"none at the end", "无"};
inline constexpr Phrase slo_jobs_line{"{0} of the jobs judged were done inside their deadline",
                                      "{0} 的作业在期限内完成"};
inline constexpr Phrase slo_services_line{
    "{0} of the online demand served inside its latency bound",
    "{0} 的在线需求在时延上限内得到服务"};
inline constexpr Phrase energy_line{"IT {0}, facility {1}, PUE {2}", "IT {0}，设施 {1}，PUE {2}"};
inline constexpr Phrase cost_line{"{0} = energy {1} + carriage {2}; {3} a card-hour",
                                  "{0} = 电费 {1} + 传输费 {2}；每卡时 {3}"};
inline constexpr Phrase cost_line_carbon{
    "{0} = energy {1} + carriage {2} + carbon price {4}; {3} a card-hour",
    "{0} = 电费 {1} + 传输费 {2} + 碳价 {4}；每卡时 {3}"};
inline constexpr Phrase surcharge_note{" (of energy, surcharge for PUE {0})",
                                       "（电费中 PUE 加价 {0}）"};
inline constexpr Phrase carbon_line{
    "{0} of CO2e by contract ({1}), {3} by the average of the grids; green share {2}",
    "按合同 {0}二氧化碳当量（{1}），按当地电网平均 {3}；绿电占比 {2}"};
inline constexpr Phrase network_energy_line{
    "{0} for the data moved, {1} of CO2e by the average of the grids; neither is in the figures "
    "above",
    "搬运数据 {0}，按当地电网平均 {1}二氧化碳当量；均不计入上面各项"};
inline constexpr Phrase west_line{"{0} of the executed card-hours", "已执行卡时的 {0}"};
inline constexpr Phrase traffic_line{
    "{0} left their region; {1} transfers under way on average (peak {2}), {3} (peak hour {4})",
    "跨区域 {0}；平均同时传输 {1}个（峰值 {2}），{3}（峰值小时 {4}）"};
inline constexpr Phrase fairness_line{
    "Jain {0}, Gini {1} of served / demanded card-hours over regions",
    "各地区满足率的 Jain 指数 {0}，基尼系数 {1}"};

// Tables.
inline constexpr Phrase by_hub{"By hub", "按枢纽"};
inline constexpr Phrase by_cluster{"By cluster", "按集群"};
inline constexpr Phrase by_site{"By site", "按站点"};
inline constexpr Phrase by_class{"By class of job", "按作业类别"};
inline constexpr Phrase services{"Services", "在线服务"};
inline constexpr Phrase shortest_regions{
    "Regions most short of computing (longest mean wait first)",
    "算力最紧缺的地区（按平均等待排序）"};
inline constexpr Phrase served_note{
    "Served: card time run in the window / asked for in it; above 100 % where a queue of earlier "
    "work "
    "is worked off.",
    "满足率：时段内执行的卡时 / 时段内所需的卡时；处理此前积压的作业时可超过 100%。"};
inline constexpr Phrase no_region_waits{
    "Regions most short of computing: none; no job waited in a queue.",
    "算力最紧缺的地区：无；没有作业排队等待。"};
inline constexpr Phrase window_note{
    "The ledger counts simulated jobs from the start; all tables below count real jobs and the "
    "measured window.",
    "以上为自开始起的模拟作业数；以下各表均为统计时段内的真实作业。"};
inline constexpr Phrase carriage_note{
    "Carriage is charged at the scenario's price per GB; in the catalogue that price is an "
    "estimate "
    "(`suanwang catalog links --sources`), so read the bill with care.",
    "传输费按场景中的每 GB 价格计；目录中的该价格为估计值（`suanwang catalog links "
    "--sources`），请谨慎解读费用。"};
inline constexpr Phrase busiest_links{"Busiest links", "最繁忙的链路"};
inline constexpr Phrase outside_hubs{"outside hubs", "枢纽以外"};
inline constexpr Phrase regional_sites{"all regional sites", "全部区域站点"};
inline constexpr Phrase fullest_regional{"the fullest regional sites:", "其中最满的区域站点："};
inline constexpr Phrase more_sites{
    "{0} more sites are in sites.csv (--out DIR) and in --format json",
    "另有 {0} 个站点，见 sites.csv（--out DIR）和 --format json"};
inline constexpr Phrase hub{"hub", "枢纽"};
inline constexpr Phrase cluster{"cluster", "集群"};
inline constexpr Phrase site{"site", "站点"};
inline constexpr Phrase side{"side", "区位"};
inline constexpr Phrase east{"East", "东部"};
inline constexpr Phrase west{"West", "西部"};
inline constexpr Phrase cards{"cards", "卡数"};
inline constexpr Phrase allocated{"allocated", "已分配"};
inline constexpr Phrase batch{"= batch", "=批作业"};
inline constexpr Phrase of_services{"+ services", "+在线服务"};
inline constexpr Phrase idle{"idle", "空闲"};
inline constexpr Phrase down{"down", "停机"};
inline constexpr Phrase waiting{"waiting", "等待"};
inline constexpr Phrase wait_mean{"wait mean", "平均等待"};
inline constexpr Phrase wait_mean_heading{"wait\nmean", "等待\n平均"};
inline constexpr Phrase wait_p95{"wait p95", "等待 p95"};
inline constexpr Phrase wait_p95_heading{"wait\np95", "等待\np95"};
inline constexpr Phrase wait_p99{"wait p99", "等待 p99"};
inline constexpr Phrase job_class{"class", "类别"};
inline constexpr Phrase jobs{"jobs", "作业数"};
inline constexpr Phrase card_hours{"card-hours", "卡时"};
inline constexpr Phrase share{"share", "份额"};
inline constexpr Phrase response_mean{"response mean", "平均响应"};
inline constexpr Phrase response_heading{"response\nmean", "响应\n平均"};
inline constexpr Phrase slowdown_heading{"slow-\ndown", "减速比"};
inline constexpr Phrase slo_heading{"SLO", "达标率"};
inline constexpr Phrase service{"service", "服务"};
inline constexpr Phrase demand_cards{"demand\n(cards)", "需求\n（卡）"};
inline constexpr Phrase requests{"requests", "请求数"};
inline constexpr Phrase served{"served", "满足率"};
inline constexpr Phrase round_trip{"round\ntrip", "往返\n时延"};
inline constexpr Phrase region{"region", "地区"};
inline constexpr Phrase own_cards{"own\ncards", "本地\n卡数"};
inline constexpr Phrase demand_card_hours{"demand\ncard-h", "需求\n卡时"};
inline constexpr Phrase west_heading{"West", "西部"};
inline constexpr Phrase data_out{"data\nout", "流出\n数据"};
inline constexpr Phrase outages{"Outages", "中断"};
inline constexpr Phrase outage_part{"what", "中断处"};
inline constexpr Phrase outage_from{"from", "起始时间"};
inline constexpr Phrase outage_lasted{"lasted", "持续"};
inline constexpr Phrase outage_goes_on{"goes on", "仍未恢复"};
inline constexpr Phrase outage_rerouted{"rerouted\ntransfers", "改道的\n传输"};
inline constexpr Phrase outage_stopped{"stopped\nruns", "中止的\n作业"};
inline constexpr Phrase outage_kind{"kind", "类别"};
inline constexpr Phrase outage_link{"fibre", "光缆"};
inline constexpr Phrase outage_node{"node", "节点"};
inline constexpr Phrase outage_site{"site", "算力中心"};
inline constexpr Phrase outage_pool{"pool", "资源池"};
inline constexpr Phrase outage_drain{"drain", "检修"};
inline constexpr Phrase outage_cap{"power cap", "限电"};
inline constexpr Phrase waste{"Card-hours in vain", "空耗的卡时"};
inline constexpr Phrase waste_failures{"stopped by\nfailures", "故障\n中止"};
inline constexpr Phrase waste_preemptions{"pre-\nempted", "被抢占"};
inline constexpr Phrase waste_lost{"lost", "丢失"};
inline constexpr Phrase waste_checkpoint{"check-\npoints", "检查点"};
inline constexpr Phrase waste_restart{"restarts", "重启"};
inline constexpr Phrase waste_share{"of the\nexecuted", "占执行\n卡时"};
inline constexpr Phrase stranded_cards{
    "{0}: while its jobs waited, {1} card-hours idled on cards it is not ported to.",
    "{0}：其作业排队期间，未适配的卡空闲了 {1} 卡时。"};
inline constexpr Phrase node_failures{"{} nodes failed in the measured window.",
                                      "测量期内共有 {} 台节点故障。"};
inline constexpr Phrase outage_stranded{"without\na path", "无路可走\n的传输"};
inline constexpr Phrase outage_hours{
    "Bytes carried by the hour, both directions, from {} to {}; highest {} an hour, "
    "blank: down, nothing carried",
    "逐小时承载的字节（双向），{} 至 {}；最高每小时 {}，空白为中断且无承载"};
inline constexpr Phrase outages_more{"And {} more: --out writes outages.csv.",
                                     "另有 {} 次：--out 写出 outages.csv。"};
inline constexpr Phrase stranded_line{
    "Without a path: {} transfers on average, {} still waiting at the end.",
    "无路可走的传输：平均 {} 个，结束时仍在等待 {} 个。"};
inline constexpr Phrase link_from{"from", "起点"};
inline constexpr Phrase link_to{"to", "终点"};
inline constexpr Phrase capacity{"capacity", "容量"};
inline constexpr Phrase use_forward{"mean\nuse ->", "平均\n去程"};
inline constexpr Phrase use_backward{"mean\nuse <-", "平均\n返程"};
inline constexpr Phrase peak_hour{"peak\nhour", "峰值\n小时"};
inline constexpr Phrase bytes{"bytes", "数据量"};
inline constexpr Phrase rejected{"{0}: {1} rejected, the first because: {2}",
                                 "{0}：拒绝 {1} 个，首个原因：{2}"};

// Comparison.
inline constexpr Phrase what_changed{"What changed", "变化"};
inline constexpr Phrase compared{"{0} against the baseline {1}", "{0} 对比基线 {1}"};
inline constexpr Phrase measure{"measure", "指标"};
inline constexpr Phrase baseline{"baseline", "基线"};
inline constexpr Phrase now{"this", "本次"};
inline constexpr Phrase change{"change", "变化"};
inline constexpr Phrase relative{"in %", "百分比"};
inline constexpr Phrase still_waiting_jobs{"jobs waiting at the end", "期末等待作业数"};
inline constexpr Phrase cross_region_traffic{"cross-region traffic", "跨区域数据量"};
inline constexpr Phrase carriage{"cost of carriage", "传输费"};
inline constexpr Phrase carbon_price_cost{"cost of carbon price", "碳价费用"};
inline constexpr Phrase cost_per_card_hour{"cost of a card-hour", "每卡时费用"};
inline constexpr Phrase location_carbon{"carbon, grid average", "碳排放（电网平均）"};
inline constexpr Phrase carbon_per_kwh{"carbon of a kWh", "度电碳排放"};
inline constexpr Phrase green_share{"green share", "绿电占比"};
inline constexpr Phrase jain{"Jain index", "Jain 指数"};
inline constexpr Phrase gini{"Gini", "基尼系数"};
inline constexpr Phrase hub_utilization{"Utilization by hub", "各枢纽利用率"};
inline constexpr Phrase changed_regions{"Regions whose mean wait changed most",
                                        "平均等待变化最大的地区"};
inline constexpr Phrase served_before{"served\nbaseline", "满足率\n基线"};
inline constexpr Phrase served_now{"served\nthis", "满足率\n本次"};
inline constexpr Phrase unchanged{"Nothing reported here differs between the two runs.",
                                  "两次运行的各项指标没有差别。"};
inline constexpr Phrase west_moves{"The West's share of the work goes from {0} to {1} ({2}).",
                                   "西部承担的份额从 {0} 变为 {1}（{2}）。"};
inline constexpr Phrase west_stays{"The West's share of the work stays at {0}.",
                                   "西部承担的份额保持 {0}。"};
inline constexpr Phrase conclusion{
    "At the same time utilization changes by {0} to {1}, the mean wait from {2} to {3}, cost by "
    "{4} ({5}), "
    "carbon by {6} ({7}) and cross-region traffic from {8} to {9}.",
    "与此同时，利用率变化 {0}，为 {1}；平均等待从 {2} 变为 {3}；费用变化 {4}（{5}），碳排放变化 "
    "{6}（{7}），"
    "跨区域数据量从 {8} 变为 {9}。"};
inline constexpr Phrase network_too{
    "That is the carbon of the sites. The network's own changes by {0}; both together, by the "
    "average of the grids, by {1}.",
    "以上是站点的碳排放；网络自身变化 {0}，两者合计（按电网平均）变化 {1}。"};
inline constexpr Phrase work_note{
    "Work done differs by {0} in card-hours; a card-hour costs {1} instead of {2}, and emits {3} "
    "of CO2e "
    "instead of {4}.",
    "完成的卡时相差 {0}；每卡时费用 {1}（基线 {2}），碳排放 {3}（基线 {4}）。"};
inline constexpr Phrase one_seed{"One seed; differences within noise are not flagged.",
                                 "仅一个随机种子；未标出属于随机波动的差异。"};
inline constexpr Phrase different_seeds{
    "Seeds {0} and {1}: the two runs do not see the same jobs; differences within noise are not "
    "flagged.",
    "随机种子 {0} 与 {1}：两次运行的作业不同；未标出属于随机波动的差异。"};

// Supply.
inline constexpr Phrase supply{"What fed the sites", "各算力中心的供电"};
inline constexpr Phrase supply_grid{"grid", "电网"};
inline constexpr Phrase supply_far{"of it\nfrom afar", "其中\n外送电"};
inline constexpr Phrase supply_own{"own\nplants", "自有\n电源"};
inline constexpr Phrase supply_curtailed{"curtailed", "消纳\n弃电"};
inline constexpr Phrase supply_spilled{"own,\nunused", "自有\n未用"};
inline constexpr Phrase supply_battery_loss{"lost in\nbattery", "储能\n损耗"};
inline constexpr Phrase supply_peak{"peak\nMW", "最大需量\n兆瓦"};
inline constexpr Phrase supply_price{"CNY\nper kWh", "元/\n千瓦时"};
inline constexpr Phrase supply_carbon{"g per\nkWh", "克/\n千瓦时"};
inline constexpr Phrase supply_note{
    "Price and carbon are of all that the facility drew, with the demand charge and without a "
    "surcharge, by contract. Peak: highest mean of a quarter of an hour from the grid.",
    "电价与碳强度按设施全部用电计，含需量电费、不含加价，碳按合同口径。最大需量：电网 15 "
    "分钟平均功率的最大值。"};

// Catalogue.
inline constexpr Phrase table{"table", "表"};
inline constexpr Phrase model{"model", "模型"};
inline constexpr Phrase rows{"rows", "行数"};
inline constexpr Phrase title{"title", "标题"};
inline constexpr Phrase values{"{0} values", "{0} 个值"};
inline constexpr Phrase units{"Units", "单位"};
inline constexpr Phrase sources{"Sources", "来源"};
inline constexpr Phrase model_tables{"made of {0}", "由以下各表组成：{0}"};
inline constexpr Phrase catalog_hint{
    "`suanwang catalog TABLE` prints one, without a name all; --sources says where each row comes "
    "from.",
    "`suanwang catalog 表名` 打印一张表，不写表名则全部打印；--sources 给出每行的来源。"};

// Traces.
inline constexpr Phrase first_in_line{"first in line", "首见行号"};
inline constexpr Phrase lines_read{"job lines read", "读入的作业行"};
inline constexpr Phrase written{"written", "写出"};
inline constexpr Phrase dropped{"dropped", "舍弃"};
inline constexpr Phrase drop_wider{"wider than the machine", "宽于整机"};
inline constexpr Phrase drop_no_width{"processors not stated", "未给出处理器数"};
inline constexpr Phrase drop_no_run{"run time not stated, or 0", "未给出运行时间或为 0"};
inline constexpr Phrase drop_no_request{"requested time not stated", "未给出申请时间"};
inline constexpr Phrase drop_no_submit{"submission not stated", "未给出提交时间"};
inline constexpr Phrase drop_no_cards{"asks for no accelerator", "不用加速卡"};
inline constexpr Phrase drop_not_started{"never scheduled", "从未调度"};
inline constexpr Phrase drop_no_end{"end not stated", "未给出结束时间"};
inline constexpr Phrase change_run_cut{"ran longer than asked for: cut to the request",
                                       "运行超过申请时间：截至申请时间"};
inline constexpr Phrase change_width{"one number of processors stated: stands for both",
                                     "只给出一种处理器数：两者同用"};
inline constexpr Phrase change_share{"share of a card: gets the whole card",
                                     "只要一张卡的一部分：按整卡计"};
inline constexpr Phrase change_order{"out of order: put in order", "次序颠倒：已排好"};
inline constexpr Phrase import_stopped{
    "The file goes on: reading stopped at the number of jobs asked for. Lines read ahead to put "
    "them in order are counted as read.",
    "文件尚未读完：已达到所要的作业数。为排序而预读的行也计入读入数。"};
inline constexpr Phrase trace_note{"{0}: {1} lines of its trace were read, {2} dropped; noticed: {3}",
                                   "{0}：其日志读入 {1} 行，舍弃 {2} 行；所见：{3}"};
inline constexpr Phrase note_part{"{0} {1} (first in line {2})", "{0} 行{1}（首见第 {2} 行）"};
inline constexpr Phrase note_between{"; ", "；"};

// Topology.
inline constexpr Phrase network_line{
    "scenario {0} | nodes {1} | links {2} | regions {3} | sites {4} | clusters {5}",
    "场景 {0} | {1} 个节点 | {2} 条链路 | {3} 个地区 | {4} 个站点 | {5} 个集群"};
inline constexpr Phrase circles{"Latency circles of the regions", "各地区的时延圈"};
inline constexpr Phrase one_way_note{
    "Latencies are one way: half of the round trip over the shortest paths, a site's access "
    "included. They are those of the scenario's links; the catalogue's are optical, and an IP "
    "private network adds about 5 ms.",
    "时延均为单向：最短路径往返时延的一半，含站点接入时延。数值取自场景中的链路；目录链路为光层时"
    "延，IP 专网约另加 5 毫秒。"};
inline constexpr Phrase nearest_site{"nearest site", "最近站点"};
inline constexpr Phrase nearest_cluster{"nearest cluster", "最近集群"};
inline constexpr Phrase one_way{"one way", "单向时延"};
inline constexpr Phrase one_way_ms{"one way\nms", "单向\n毫秒"};
inline constexpr Phrase sites_within{"sites\nwithin\n{0} ms", "{0}毫秒\n内站点"};
inline constexpr Phrase matrix{"One-way latency to the clusters, ms", "到各集群的单向时延（毫秒）"};
inline constexpr Phrase site_matrix{"One-way latency to the sites, ms",
                                    "到各站点的单向时延（毫秒）"};
inline constexpr Phrase matrix_elsewhere{"The matrix of {0} columns is in --format json.",
                                         "时延矩阵共 {0} 列，见 --format json。"};
inline constexpr Phrase east_west_cut{"Minimum cut between East and West", "东西部之间的最小割"};
inline constexpr Phrase east_to_west{"East\nto West", "东到西"};
inline constexpr Phrase west_to_east{"West\nto East", "西到东"};
inline constexpr Phrase cut_line{"East to West {0} (links: {1}), West to East {2} (links: {3})",
                                 "东到西 {0}（{1} 条链路），西到东 {2}（{3} 条链路）"};
inline constexpr Phrase sides_meet{"East and West meet on one node: no link stands between them.",
                                   "东部与西部在同一节点上相接，其间没有链路。"};
inline constexpr Phrase one_side{"All regions and sites are on one side: there is no such cut.",
                                 "全部地区和站点都在同一侧，无此割。"};
inline constexpr Phrase link{"link", "链路"};
inline constexpr Phrase node{"node", "节点"};
inline constexpr Phrase price_per_gb{"per GB", "每 GB"};
inline constexpr Phrase if_link_fails{"If one link fails, worst first",
                                      "单条链路中断的影响（从重到轻）"};
inline constexpr Phrase if_node_fails{"If one node fails, worst first",
                                      "单个节点失效的影响（从重到轻）"};
inline constexpr Phrase regions_cut_off{"regions\ncut off", "断网\n地区"};
inline constexpr Phrase pairs_lost{"pairs out\nof 20 ms", "移出20毫秒\n圈的对数"};
inline constexpr Phrase own_pairs{"pairs\nof its own", "自身\n对数"};
inline constexpr Phrase cut_left{"East-West\ncut left", "东西割\n剩余"};
inline constexpr Phrase such_as{"such as", "例如"};
inline constexpr Phrase pair{"{0} to {1}", "{0}到{1}"};
inline constexpr Phrase ms_before{"ms\nbefore", "此前\n毫秒"};
inline constexpr Phrase ms_after{"ms\nafter", "此后\n毫秒"};
inline constexpr Phrase cut_off_names{"cut off: {0}", "断网：{0}"};
inline constexpr Phrase more_failures{
    "Not shown: {0} more that have such an effect (--all or --format json). Without any: {1}.",
    "另有 {0} 个有此类影响，未列出（--all 或 --format json）；没有影响的 {1} 个。"};
inline constexpr Phrase harmless_failures{"Without any such effect: {0}.",
                                          "没有此类影响的：{0} 个。"};
inline constexpr Phrase no_failure_matters{
    "None of the {0} cuts off a region, takes a pair out of 20 ms, or narrows the East-West cut.",
    "{0} 个中没有一个会使地区断网、使任何一对移出 20 毫秒圈或使东西割变小。"};
inline constexpr Phrase failures_note{
    "A link fails in both directions. Pairs: a region and a {0} that were within 20 ms one way "
    "and no longer are. The cut left is the share in the direction that loses more.",
    "链路中断指两个方向同时中断。对：原在单向 20 "
    "毫秒内、此后不在的地区与{0}。割剩余取损失较大方向的"
    "比例。"};
inline constexpr Phrase own_note{
    "A node fails with all its links and what stands on it; pairs of its own end in it and are "
    "not counted among the others.",
    "节点失效时，其全部链路以及立于其上的地区和站点一并失效；自身对数指以该节点为一端的对，不计入前"
    "一列。"};
inline constexpr Phrase ways_line{"scenario {0} | from {1} to {2}", "场景 {0} | 从 {1} 到 {2}"};
inline constexpr Phrase name_and_id{"{0} ({1})", "{0}（{1}）"};
inline constexpr Phrase same_node{"Both stand on the node {0}: no network is between them.",
                                  "两者同在节点 {0} 上，其间没有网络。"};
inline constexpr Phrase cut_off{"cut off", "中断"};
inline constexpr Phrase no_way{"No links lead from {0} to {1}.", "没有链路从 {0} 通向 {1}。"};
inline constexpr Phrase latency{"latency", "时延"};
inline constexpr Phrase latency_line{"{0} one way, {1}", "单向 {0}，{1}"};
inline constexpr Phrase round_trip_line{"{0} round trip", "往返 {0}"};
inline constexpr Phrase no_way_back{"no way back", "没有返程通路"};
inline constexpr Phrase access_line{" with {0} of access at the ends", "，含两端接入 {0}"};
inline constexpr Phrase inside_circle{"inside the {0} ms circle", "在 {0} 毫秒圈内"};
inline constexpr Phrase outside_circles{"outside the {0} ms circle", "在 {0} 毫秒圈外"};
inline constexpr Phrase max_flow{"maximum flow", "最大流"};
inline constexpr Phrase max_flow_line{"{0} over all ways together", "全部通路合计 {0}"};
inline constexpr Phrase shortest_ways{"Shortest paths", "最短路径"};
inline constexpr Phrase hops{"links", "链路数"};
inline constexpr Phrase via{"via", "途经"};
inline constexpr Phrase fewer_paths{"There are no more loopless paths.", "没有更多无环路径。"};
inline constexpr Phrase path_links{"links of {0}: {1}", "路径 {0} 的链路：{1}"};
inline constexpr Phrase min_cut{"Minimum cut", "最小割"};
inline constexpr Phrase if_path_fails{"If something on the shortest path fails, worst first",
                                      "最短路径上单点故障的影响（从重到轻）"};
inline constexpr Phrase fails{"fails", "故障"};
inline constexpr Phrase longer_by{"longer by", "增加"};
inline constexpr Phrase flow_left{"flow left", "剩余流量"};
inline constexpr Phrase flow_share{"share", "比例"};

// Years and published figures.
inline constexpr Phrase by_year{"Year by year", "逐年结果"};
inline constexpr Phrase year{"year", "年份"};
inline constexpr Phrase cards_at_end{"cards\nat its end", "年末\n卡数"};
inline constexpr Phrase eflops_at_end{"peak EFLOPS\nat its end", "年末峰值\nEFLOPS"};
inline constexpr Phrase opened_cards{"cards\nopened", "新增\n卡数"};
inline constexpr Phrase retired_cards{"cards\nretired", "退役\n卡数"};
inline constexpr Phrase construction{"paid for\nbuilding", "建设\n支出"};
inline constexpr Phrase building_eflops{"EFLOPS still\nbeing built", "在建\nEFLOPS"};
inline constexpr Phrase used_share{"cards\nin use", "卡\n利用率"};
inline constexpr Phrase west_used_share{"of these\nin the West", "其中\n西部"};
inline constexpr Phrase jobs_completed{"jobs\ncompleted", "完成\n作业"};
inline constexpr Phrase green_energy_share{"green", "绿电\n占比"};
inline constexpr Phrase years_note{
    "Civil years as far as they lie in the measured window, {0} to {1}. Cards that are retired "
    "count "
    "as installed until what runs on them is done, but not in the column of a year's end.",
    "按公历年统计，限于统计时段 {0} 至 "
    "{1}。退役的卡在其上的作业结束之前仍计入装机，但不计入年末一列。"};
inline constexpr Phrase backtest{"Beside published figures", "与公开数据对照"};
inline constexpr Phrase series{"series", "序列"};
inline constexpr Phrase period{"period", "时间"};
inline constexpr Phrase published{"published", "公开值"};
inline constexpr Phrase in_the_model{"in this run", "本次模拟"};
inline constexpr Phrase deviation{"deviation", "偏差"};
inline constexpr Phrase forecast{" (forecast)", "（预测）"};
inline constexpr Phrase scope_line{"{0}: {1}.", "{0}：{1}。"};
inline constexpr Phrase quoted{
    "As quoted, {1} per mille: {0}. Nothing in the run answers to it, and nothing is fed back.",
    "引用值 {1}‰：{0}。本次模拟中没有与之对应的量，也不作任何反馈。"};

}  // namespace phrases
}  // namespace suanwang
