#pragma once

#include "sim/report/phrases.hpp"

// The words of the tables in report.html that sim/report/ has none for.
namespace suanwang::phrases {

inline constexpr Phrase page_run{
    "{0}: {1} of the cards are busy and {2} of the work runs in the West; jobs wait {3} on "
    "average, it costs {4} and emits {5} of CO2e.",
    "{0}：{1} 的加速卡在忙，{2} 的工作在西部执行；作业平均等待 {3}，费用 {4}，碳排放 {5}。"};
inline constexpr Phrase page_pair{
    "{0} instead of {1}: the West's share of the work goes from {2} to {3}, the mean wait from "
    "{4} to {5}, the cost from {6} to {7} and carbon from {8} to {9}.",
    "{0} 取代 {1}：西部承担的份额从 {2} 变为 {3}，平均等待从 {4} 变为 {5}，费用从 {6} 变为 "
    "{7}，碳排放从 {8} 变为 {9}。"};
inline constexpr Phrase page_many{"{0} scenarios on the same random draws.",
                                  "{0} 个场景，同样的随机抽样。"};
inline constexpr Phrase page_study{
    "{0} cases, {1} of {2} runs are there. Of all cases, {3} is best in {4}: {5}.",
    "{0} 种情形，已有 {1}/{2} 次运行。{4}最优的情形是 {3}：{5}。"};
inline constexpr Phrase page_study_bare{"{0} cases, {1} of {2} runs are there.",
                                        "{0} 种情形，已有 {1}/{2} 次运行。"};
inline constexpr Phrase page_no_script{
    "This page draws its map and charts by a script that stands in it; here are its figures as "
    "tables.",
    "本页的地图与图表由页内脚本绘制；以下以表格列出各项数字。"};
inline constexpr Phrase page_scenario{"scenario", "场景"};
inline constexpr Phrase page_policy{"policy", "策略"};
inline constexpr Phrase page_seed{"seed", "随机种子"};
inline constexpr Phrase page_signature{"signature", "签名"};
inline constexpr Phrase page_command{"command", "命令"};
inline constexpr Phrase page_program{"program", "程序"};
inline constexpr Phrase page_preview{"reduced size, for a look", "缩小规模的预览"};
inline constexpr Phrase page_window{"measured", "统计时段"};
inline constexpr Phrase page_origin{"Where this comes from", "本报告的来历"};
inline constexpr Phrase page_measures{"The whole system", "全系统指标"};
inline constexpr Phrase page_value{"value", "数值"};
inline constexpr Phrase page_difference{"difference", "差"};
inline constexpr Phrase page_interval{"95 % interval", "95% 置信区间"};
inline constexpr Phrase page_unknown{"one run: not known", "仅一次运行，无从得知"};
inline constexpr Phrase page_verdict{"to be seen?", "能否看出"};
inline constexpr Phrase page_same{"the same in every pair", "每对都相同"};
inline constexpr Phrase page_clear{"yes", "能"};
inline constexpr Phrase page_unclear{"no", "不能"};
inline constexpr Phrase page_pair_caption{"{0} against {1}, {2} replications",
                                          "{0} 对比 {1}，重复 {2} 次"};
inline constexpr Phrase page_waiting{"cards asked for in queues", "排队所要的卡"};
inline constexpr Phrase page_price{"price of power", "电价"};
inline constexpr Phrase page_green{"green share", "绿电占比"};
inline constexpr Phrase page_regions{"Regions", "各地区"};
inline constexpr Phrase page_demand{"demand", "需求"};
inline constexpr Phrase page_sent{"data sent", "传出数据"};
inline constexpr Phrase page_classes{"Classes of jobs", "各类作业"};
inline constexpr Phrase page_submitted{"submitted", "提交"};
inline constexpr Phrase page_completed{"completed", "完成"};
inline constexpr Phrase page_rejected{"rejected", "拒绝"};
inline constexpr Phrase page_card_hours{"card-hours", "卡时"};
inline constexpr Phrase page_latency{"latency, round trip", "往返时延"};
inline constexpr Phrase page_links{"Links", "链路"};
inline constexpr Phrase page_one_way{"latency, one way", "单向时延"};
inline constexpr Phrase page_use_there{"use there", "去程利用率"};
inline constexpr Phrase page_use_back{"use back", "返程利用率"};
inline constexpr Phrase page_peak{"peak hour", "峰值小时"};
inline constexpr Phrase page_carried{"carried", "承载数据"};
inline constexpr Phrase page_money{"Cost", "费用构成"};
inline constexpr Phrase page_energy_cost{"power", "电费"};
inline constexpr Phrase page_carriage{"network carriage", "网络传输"};
inline constexpr Phrase page_carbon_cost{"carbon price", "碳价"};
inline constexpr Phrase page_total{"total", "合计"};
inline constexpr Phrase page_flows{"Who pays whom", "谁付给谁"};
inline constexpr Phrase page_from{"from", "付款方"};
inline constexpr Phrase page_to{"to", "收款方"};
inline constexpr Phrase page_what{"for", "用途"};
inline constexpr Phrase page_amount{"amount", "金额"};
inline constexpr Phrase page_day{"Cards busy by hour of the day, mean (UTC+8)",
                                 "一天各小时的加速卡利用率均值（北京时间）"};
inline constexpr Phrase page_hours{"Hour by hour", "逐小时"};
inline constexpr Phrase page_hour{"hour from", "小时起点"};
inline constexpr Phrase page_busy{"card-hours busy", "在忙卡时"};
inline constexpr Phrase page_waiting_hours{"card-hours asked for in queues", "排队卡时"};
inline constexpr Phrase page_ledger{"Jobs since the start", "开始以来的作业"};
inline constexpr Phrase page_moving{"data under way", "数据传输中"};
inline constexpr Phrase page_queued{"queued", "排队"};
inline constexpr Phrase page_running{"running", "运行"};
inline constexpr Phrase page_failed{"failed", "失败"};
inline constexpr Phrase page_jobs{"jobs", "作业数"};
inline constexpr Phrase page_outages{"What went down", "故障与中断"};
inline constexpr Phrase page_part{"what", "对象"};
inline constexpr Phrase page_kind{"kind", "种类"};
inline constexpr Phrase page_until{"until", "至"};
inline constexpr Phrase page_since{"from", "自"};
inline constexpr Phrase page_stopped{"jobs stopped", "中止作业"};
inline constexpr Phrase page_levers{"Levers of policy", "政策工具"};
inline constexpr Phrase page_met{"met?", "达标"};
inline constexpr Phrase page_asked{"asked for", "要求"};
inline constexpr Phrase page_found{"found", "实际"};
inline constexpr Phrase page_yes{"yes", "是"};
inline constexpr Phrase page_not{"no", "否"};
inline constexpr Phrase page_years{"Year by year", "逐年"};
inline constexpr Phrase page_year{"year", "年份"};
inline constexpr Phrase page_assumptions{"Assumptions: {0}", "假设：{0}"};
inline constexpr Phrase page_name{"of", "对象"};
inline constexpr Phrase page_source{"source", "来源"};
inline constexpr Phrase page_confidence{"confidence", "可信度"};
inline constexpr Phrase page_own{"set by the scenario", "场景设定"};
inline constexpr Phrase page_high{"high", "高"};
inline constexpr Phrase page_medium{"medium", "中"};
inline constexpr Phrase page_low{"low", "低"};
inline constexpr Phrase page_estimate{"estimate", "估计"};
inline constexpr Phrase page_runs{"Runs side by side", "各次运行对照"};
inline constexpr Phrase page_why{"What each change brings to {0}", "各项改动对{0}的贡献"};
inline constexpr Phrase page_change{"change", "改动"};
inline constexpr Phrase page_part_of{"brings", "贡献"};
inline constexpr Phrase page_start{"before", "此前"};
inline constexpr Phrase page_end{"after", "此后"};
inline constexpr Phrase page_cases{"Cases: mean ± half width of the 95 % interval",
                                   "各情形：均值 ± 95% 置信区间半宽"};
inline constexpr Phrase page_differences{"Differences from {0}", "与 {0} 之差"};
inline constexpr Phrase page_case{"case", "情形"};
inline constexpr Phrase page_front{"on the Pareto front", "帕累托前沿"};
inline constexpr Phrase page_settings{"Settings of the cases", "各情形的设定"};
inline constexpr Phrase page_file{"Study file", "研究文件"};
inline constexpr Phrase page_problems{"Cases that could not be run", "无法运行的情形"};

}  // namespace suanwang::phrases
