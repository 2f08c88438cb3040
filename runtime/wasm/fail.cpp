// What cannot go on: there is no unwinding here, so that memory that runs out, and whatever else would be thrown, ends the
// instance by a trap. Who asked gets no answer.
#include <cstdint>
#include <cstdlib>
#include <new>
#include <typeinfo>

namespace {

void* allocate(size_t size) {
  void* memory = std::malloc(size ? size : 1);
  if (!memory) __builtin_trap();
  return memory;
}

void* allocate(size_t size, std::align_val_t alignment) {
  auto align = static_cast<size_t>(alignment);
  if (size > SIZE_MAX - align) __builtin_trap();
  void* memory = std::aligned_alloc(align, (size + align - 1) / align * align);
  if (!memory) __builtin_trap();
  return memory;
}

}  // namespace

void* operator new(size_t size) { return allocate(size); }
void* operator new[](size_t size) { return allocate(size); }
void* operator new(size_t size, std::align_val_t alignment) { return allocate(size, alignment); }
void* operator new[](size_t size, std::align_val_t alignment) { return allocate(size, alignment); }

// What a `throw` calls.
extern "C" {
void* __cxa_allocate_exception(size_t) noexcept { __builtin_trap(); }
void __cxa_free_exception(void*) noexcept { __builtin_trap(); }
[[noreturn]] void __cxa_throw(void*, std::type_info*, void (*)(void*)) { __builtin_trap(); }
[[noreturn]] void __cxa_rethrow() { __builtin_trap(); }
// Debian's compiler-rt is built with a guard of the stack.
uintptr_t __stack_chk_guard = 0x9E37'79B9;
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }
// The one thread ends with the instance.
int __cxa_thread_atexit(void (*)(void*), void*, void*) noexcept { return 0; }
}
