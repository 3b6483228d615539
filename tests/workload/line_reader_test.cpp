#include "sim/trace/line_reader.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/workload/trace_tools.hpp"

namespace suanwang {

using namespace traces;

namespace {

std::vector<std::string> lines_of(const std::string& file) {
  std::vector<std::string> lines;
  LineReader reader(file);
  std::string_view line;
  while (reader.next(line)) lines.emplace_back(line);
  return lines;
}

std::string problem_of(const std::string& file) {
  try {
    lines_of(file);
  } catch (const TraceProblem& problem) {
    return problem.what();
  }
  return {};
}

}  // namespace

TEST_CASE("lines: plain and gzip read the same, whatever the ends of the lines", "[trace]") {
  const Scratch scratch("lines");
  std::string text;
  for (int i = 0; i < 30000; ++i) text += std::string(static_cast<std::size_t>(i % 97), 'x') + "\n";
  text += "a\r\n\nlast";
  const auto plain = lines_of(scratch.write("a", text));
  REQUIRE(plain.size() == 30003);
  CHECK(plain[96] == std::string(96, 'x'));
  CHECK(plain[30000] == "a");
  CHECK(plain[30001].empty());
  CHECK(plain[30002] == "last");
  CHECK(lines_of(scratch.write("b", gzip(text))) == plain);
  // Several one after another are one file; zeros may follow.
  CHECK(lines_of(scratch.write("c", gzip(text.substr(0, 1000)) + gzip(text.substr(1000)) +
                                        std::string(200'000, '\0'))) == plain);
  CHECK(lines_of(scratch.write("d", "")).empty());
  CHECK(lines_of(scratch.write("e", gzip(""))).empty());
}

TEST_CASE("lines: a byte order mark is no part of the first line", "[trace]") {
  const Scratch scratch("mark");
  const std::string mark = "\xEF\xBB\xBF";
  CHECK(lines_of(scratch.write("a", mark + "1.5\n" + mark + "2\n")) ==
        std::vector<std::string>{"1.5", mark + "2"});
}

TEST_CASE("lines: broken gzip is told, and what stood before it was read", "[trace]") {
  const Scratch scratch("gzip");
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i * 7919 % 104729) + "\n";
  const std::string packed = gzip(text);
  for (const std::size_t kept : {packed.size() - 1, packed.size() / 2, std::size_t{12}}) {
    CAPTURE(kept);
    const std::string told = problem_of(scratch.write("cut.gz", packed.substr(0, kept)));
    CHECK(told.find("the gzip data end too soon") != told.npos);
  }
  std::string damaged = packed;
  damaged[packed.size() / 2] = static_cast<char>(~damaged[packed.size() / 2]);
  CHECK(problem_of(scratch.write("bad.gz", damaged)).find("the gzip data are broken") !=
        std::string::npos);
  CHECK(problem_of(scratch.write("more.gz", packed + "more")).find("not gzip follows") !=
        std::string::npos);
}

TEST_CASE("lines: what is no file of lines is told", "[trace]") {
  const Scratch scratch("nofile");
  CHECK(problem_of((scratch.path / "none").string()).find("No such file") != std::string::npos);
  CHECK(problem_of(scratch.path.string()).find("is a folder") != std::string::npos);
  const std::string pipe = (scratch.path / "pipe").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  // Opening a pipe waits for its writer, so one stands ready.
  const int writer = ::open(pipe.c_str(), O_RDWR);
  CHECK(problem_of(pipe).find("more than once") != std::string::npos);
  ::close(writer);
}

TEST_CASE("lines: a line longer than the memory for one is cut and the next is whole", "[trace]") {
  const Scratch scratch("long");
  for (const std::size_t length : {LineReader::kLongestLine, LineReader::kLongestLine + 1,
                                   3 * LineReader::kLongestLine, std::size_t{5'000'000}}) {
    CAPTURE(length);
    LineReader reader(scratch.write("a", ";" + std::string(length - 1, 'c') + "\nnext\n"));
    std::string_view line;
    REQUIRE(reader.next(line));
    CHECK(line.size() == std::min(length, LineReader::kLongestLine));
    CHECK(reader.cut() == (length > LineReader::kLongestLine));
    REQUIRE(reader.next(line));
    CHECK(line == "next");
    CHECK(reader.number() == 2);
    CHECK_FALSE(reader.next(line));
  }
}

TEST_CASE("lines: gigabytes of comment, short lines or one, take no memory", "[trace]") {
  // Sparse files: a gigabyte of zeros in one line; 300 MB of comments packed into 300 kB.
  const Scratch scratch("huge");
  const std::string one = scratch.write("one.swf", ";");
  fs::resize_file(one, 1'000'000'000);
  std::ofstream(one, std::ios::app) << "\n1 0 -1 9 4 -1 -1 4 9 -1 1 1 1 -1 -1 -1 -1 -1\n";
  std::string comments;
  while (comments.size() < 3'000'000) comments += "; nothing but talk, line after line\n";
  const std::string member = gzip(comments);
  std::string packed;
  for (int i = 0; i < 100; ++i) packed += member;
  packed += gzip("1 0 -1 9 4 -1 -1 4 9 -1 1 1 1 -1 -1 -1 -1 -1\n");
  const std::string many = scratch.write("many.swf.gz", packed);

  const auto peak_kb = [] {
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const long before_kb = peak_kb();
  for (const std::string& file : {one, many}) {
    TraceReader reader(spec(TraceFormat::swf, file));
    CHECK(all(reader).size() == 1);
    CHECK(reader.bytes() > 250'000'000);
  }
  CHECK(peak_kb() - before_kb < 50'000);
}

}  // namespace suanwang
