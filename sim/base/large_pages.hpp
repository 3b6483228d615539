#pragma once

#include <cstddef>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace suanwang {

/// Allocator for tables of many MiB that are looked into at random: asks the system for pages of
/// 2 MiB. With small ones the look-up of the page takes longer than that of the memory itself.
template <typename T>
struct LargePages {
  using value_type = T;
  static constexpr std::size_t kPage = std::size_t{1} << 21;

  LargePages() = default;
  template <typename U>
  LargePages(const LargePages<U>&) {}

  T* allocate(std::size_t n) {
    if (!is_large(n)) return static_cast<T*>(::operator new(n * sizeof(T), kSmall));
    const std::size_t bytes = (n * sizeof(T) + kPage - 1) / kPage * kPage;
    void* at = ::operator new(bytes, std::align_val_t{kPage});
#ifdef __linux__
    madvise(at, bytes, MADV_HUGEPAGE);  // where it cannot be had, nothing is lost
#endif
    return static_cast<T*>(at);
  }
  void deallocate(T* at, std::size_t n) {
    ::operator delete(at, is_large(n) ? std::align_val_t{kPage} : kSmall);
  }

  friend bool operator==(const LargePages&, const LargePages&) { return true; }

 private:
  static constexpr std::align_val_t kSmall{alignof(T)};
  static bool is_large(std::size_t n) { return n * sizeof(T) >= kPage / 2; }
};

}  // namespace suanwang
