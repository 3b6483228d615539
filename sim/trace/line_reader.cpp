#include "sim/trace/line_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>
#include <vector>

#include "sim/trace/trace.hpp"

namespace suanwang {
namespace {

constexpr std::size_t kCompressedBytes = 1 << 16;
constexpr std::size_t kTextBytes = 4 * LineReader::kLongestLine;

}  // namespace

struct LineReader::Source {
  explicit Source(std::string path) : file(std::move(path)) {
    text.resize(kTextBytes);
    descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail(std::generic_category().message(errno));
    struct stat found {};
    const bool known = ::fstat(descriptor, &found) == 0;
    if (!known || !S_ISREG(found.st_mode)) {
      ::close(descriptor);
      fail(known && S_ISDIR(found.st_mode) ? "is a folder"
                                           : "is no file that can be read more than once");
    }
    try {
      look_for_gzip();
    } catch (...) {
      close();
      throw;
    }
  }

  ~Source() { close(); }

  void close() {
    if (gzip) inflateEnd(&stream);
    if (descriptor >= 0) ::close(descriptor);
    gzip = false;
    descriptor = -1;
  }

  /// `line`: 0 where the whole file is meant.
  [[noreturn]] void fail(std::string why, std::uint64_t line = 0) const {
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    const int at = static_cast<int>(std::min(line, kMost));
    throw TraceProblem({{file, at, at > 0 ? 1 : 0}, "", std::move(why)});
  }

  std::size_t read(unsigned char* to, std::size_t most) const {
    for (;;) {
      const ssize_t got = ::read(descriptor, to, most);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail(std::generic_category().message(errno), number + 1);
    }
  }

  void look_for_gzip() {
    compressed.resize(kCompressedBytes);
    waiting = read(compressed.data(), compressed.size());
    if (waiting < 2 || compressed[0] != 0x1f || compressed[1] != 0x8b) return;
    if (inflateInit2(&stream, 15 + 16) != Z_OK) fail("cannot be decompressed: no memory");
    gzip = true;
    stream.next_in = compressed.data();
    stream.avail_in = static_cast<uInt>(waiting);
  }

  /// Up to `most` bytes of text; 0 at the end.
  std::size_t more(char* to, std::size_t most) {
    if (!gzip) {
      if (waiting == 0) return read(reinterpret_cast<unsigned char*>(to), most);
      const std::size_t taken = std::min(waiting, most);  // what was read to look for gzip
      std::memcpy(to, compressed.data() + used, taken);
      used += taken;
      waiting -= taken;
      return taken;
    }
    stream.next_out = reinterpret_cast<Bytef*>(to);
    stream.avail_out = static_cast<uInt>(most);
    while (stream.avail_out == most) {
      if (stream.avail_in == 0) {
        const std::size_t got = read(compressed.data(), compressed.size());
        if (got == 0 && between_members) return 0;
        if (got == 0) fail("the gzip data end too soon: the file is cut short", number + 1);
        stream.next_in = compressed.data();
        stream.avail_in = static_cast<uInt>(got);
      }
      if (between_members && !begin_member()) return 0;
      const int state = inflate(&stream, Z_NO_FLUSH);
      if (state == Z_STREAM_END) {
        between_members = true;
      } else if (state != Z_OK && state != Z_BUF_ERROR) {
        fail(std::string("the gzip data are broken") +
                 (stream.msg ? std::string(": ") + stream.msg : ""),
             number + 1);
      }
    }
    return most - stream.avail_out;
  }

  /// Several gzip files one after another are one; padding with zeros may follow.
  bool begin_member() {
    for (;;) {
      while (stream.avail_in > 0 && *stream.next_in == 0) {
        ++stream.next_in;
        --stream.avail_in;
      }
      if (stream.avail_in > 0) break;
      const std::size_t got = read(compressed.data(), compressed.size());
      if (got == 0) return false;
      stream.next_in = compressed.data();
      stream.avail_in = static_cast<uInt>(got);
    }
    if (*stream.next_in != 0x1f) {
      fail("something that is not gzip follows the gzip data", number + 1);
    }
    inflateReset(&stream);
    between_members = false;
    return true;
  }

  /// Appends to the text that is left; false at the end of the file.
  bool fill() {
    std::memmove(text.data(), text.data() + from, to - from);
    to -= from;
    from = 0;
    const std::size_t got = ended ? 0 : more(text.data() + to, text.size() - to);
    ended = got == 0;
    to += got;
    bytes += got;
    return got > 0;
  }

  bool next(std::string_view& line) {
    cut = false;
    std::size_t searched = 0;
    for (;;) {
      const char* begin = text.data() + from;
      const void* end = std::memchr(begin + searched, '\n', to - from - searched);
      if (end) {
        const auto length = static_cast<std::size_t>(static_cast<const char*>(end) - begin);
        from += length + 1;
        return take(line, {begin, length});
      }
      searched = to - from;
      if (searched > kLongestLine) return take_cut(line);
      if (fill()) continue;
      if (from == to) return false;
      line = {text.data() + from, to - from};  // the last one, without an end
      from = to;
      return take(line, line);
    }
  }

  bool take(std::string_view& line, std::string_view whole) {
    ++number;
    line = whole;
    // Spreadsheets put a byte order mark before the first line.
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.size() > kLongestLine) {
      cut = true;
      line = line.substr(0, kLongestLine);
    } else if (!line.empty() && line.back() == '\r') {
      line.remove_suffix(1);
    }
    return true;
  }

  /// A line that does not end within the buffer: its beginning is kept and the rest passed over.
  bool take_cut(std::string_view& line) {
    ++number;
    cut = true;
    beginning.assign(text.data() + from, kLongestLine);
    line = beginning;
    for (;;) {
      const char* begin = text.data() + from;
      if (const void* end = std::memchr(begin, '\n', to - from)) {
        from += static_cast<std::size_t>(static_cast<const char*>(end) - begin) + 1;
        return true;
      }
      from = to;
      if (!fill()) return true;
    }
  }

  std::string file;
  int descriptor = -1;
  bool gzip = false;
  bool between_members = false;
  bool ended = false;
  z_stream stream{};
  std::vector<unsigned char> compressed;  ///< as read; of a plain file the first bytes only
  std::size_t used = 0, waiting = 0;      ///< of them
  std::vector<char> text;
  std::size_t from = 0, to = 0;  ///< of the text not yet handed out
  std::string beginning;
  std::uint64_t number = 0;
  std::uint64_t bytes = 0;
  bool cut = false;
};

LineReader::LineReader(std::string file) : source_(std::make_unique<Source>(std::move(file))) {}
LineReader::~LineReader() = default;
LineReader::LineReader(LineReader&&) noexcept = default;

bool LineReader::next(std::string_view& line) { return source_->next(line); }
std::uint64_t LineReader::number() const { return source_->number; }
bool LineReader::cut() const { return source_->cut; }
std::uint64_t LineReader::bytes() const { return source_->bytes; }
const std::string& LineReader::file() const { return source_->file; }

}  // namespace suanwang
