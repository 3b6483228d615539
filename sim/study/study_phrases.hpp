#pragma once

#include "sim/report/phrases.hpp"

namespace suanwang::phrases {

inline constexpr Phrase study_line{
    "study {0} | {1} cases x {2} replications | {3} of {4} runs are there",
    "研究 {0} | {1} 种情形 × {2} 次重复 | 已有 {3}/{4} 次运行"};
inline constexpr Phrase study_case{"case", "情形"};
inline constexpr Phrase study_more{"{0} more cases: --out DIR writes all of them to cases.csv",
                                   "另有 {0} 种情形：用 --out DIR 写入 cases.csv"};
inline constexpr Phrase study_means{"Mean of the runs ± half width of its 95 % interval",
                                    "各次运行的均值 ± 95% 置信区间半宽"};
inline constexpr Phrase study_one_run{
    "One run of each case: no interval can be told. More replications give one",
    "每种情形仅运行一次，无法给出置信区间；增加重复次数即可"};
inline constexpr Phrase study_differences{
    "Difference from {0}, paired by replication, ± half width of its 95 % interval",
    "与 {0} 之差（按重复配对）± 95% 置信区间半宽"};
inline constexpr Phrase study_unclear{
    "~ : the interval holds 0, no difference is to be seen at {0} replications",
    "~ ：区间包含 0，{0} 次重复看不出差别"};
inline constexpr Phrase study_tornado{"What moves {0} (base: {1})", "影响{0}的因素（基准：{1}）"};
inline constexpr Phrase study_front{"Pareto front: cases that no other beats in all of {0}",
                                    "帕累托前沿（没有情形全面胜过它们）：{0}"};
inline constexpr Phrase study_dominated{"{0} dominated cases are marked with a dot",
                                        "{0} 种被支配的情形以点表示"};
inline constexpr Phrase study_problems{"Cases that could not be run", "无法运行的情形"};
inline constexpr Phrase study_problem_runs{"{0} ({1} runs)", "{0}（{1} 次运行）"};
inline constexpr Phrase study_low{"low", "越低越好"};
inline constexpr Phrase study_high{"high", "越高越好"};

inline constexpr Phrase measure_energy_cny{"energy cost", "电费"};
inline constexpr Phrase measure_jobs_started{"jobs started", "启动作业数"};
inline constexpr Phrase measure_served{"served share", "满足率"};

inline constexpr Phrase why_heading{
    "Why: what each of {0} changes brings, on average over the orders of making them ({1} runs)",
    "原因分解：{0} 项改动各自的贡献，按各种先后次序平均（{1} 次运行）"};
inline constexpr Phrase why_sampled{"Averaged over {0} sampled orders, not over all",
                                    "按抽样的 {0} 种次序平均，而非全部次序"};
inline constexpr Phrase why_coarse{"Some changes only make sense together and stand here as one",
                                   "有些改动只有一起才成立，此处合并为一项"};
inline constexpr Phrase why_nothing{"Why: the two scenarios say the same, but for their names",
                                    "原因分解：两个场景除名称外完全相同"};
inline constexpr Phrase paired_heading{
    "Difference from {0} over {1} paired replications, ± half width of the 95 % interval",
    "与 {0} 之差：{1} 次配对重复，± 95% 置信区间半宽"};
inline constexpr Phrase paired_cut_off{
    "Ended by the number of replications, {0}, before every headline measure was known to {1} of "
    "its baseline or its sign was beyond doubt: allow more with --replications",
    "重复次数到达上限 {0} "
    "次而停止：仍有主要指标的差既未精确到基准的 {1}，符号也未确定；可用 --replications 放宽上限"};
inline constexpr Phrase paired_measure{"measure", "指标"};
inline constexpr Phrase paired_difference{"difference", "差"};
inline constexpr Phrase paired_verdict{"to be seen?", "结论"};
inline constexpr Phrase paired_higher{"higher", "更高"};
inline constexpr Phrase paired_lower{"lower", "更低"};
inline constexpr Phrase paired_better{"better", "更好"};
inline constexpr Phrase paired_worse{"worse", "更差"};
inline constexpr Phrase paired_same{"the same", "相同"};
inline constexpr Phrase paired_none{"not to be seen", "看不出差别"};
inline constexpr Phrase paired_summary{
    "{0} measures differ, {1} are the same, of {2} no difference is to be seen in {3} replications",
    "{0} 项指标有差别，{1} 项相同，{2} 项在 {3} 次重复下看不出差别"};

}  // namespace suanwang::phrases
