// The innermost loop of a matrix product, for processors with 8-wide fused multiply-add.
//
// It is in C because it needs instructions that not every processor has, chosen when the program runs, which Swift
// cannot ask for one function; and it is by hand because oneDNN 2.6 packs f32 weights for AVX-512 only: elsewhere it
// copies the whole weight matrix again for every product, a sixth of the time where a product has 32 rows.
//
// A tile of 6 x 16 sums fills 12 of 16 registers of 8 lanes: enough independent sums to hide the latency of the
// multiply-add, with room for two runs of the right matrix and one number of the left (Goto and van de Geijn 2008).
#include "tiles.h"

typedef float lanes __attribute__((vector_size(32)));
typedef float unaligned_lanes __attribute__((vector_size(32), aligned(4)));

#if defined(__x86_64__)
#define FUSED __attribute__((target("avx2,fma")))
int lilt_can_tile(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
int lilt_has_wider_lanes(void) { return __builtin_cpu_supports("avx512f") != 0; }
#else
#define FUSED
#if defined(__aarch64__)
int lilt_can_tile(void) { return 1; }
#else
int lilt_can_tile(void) { return 0; }
#endif
int lilt_has_wider_lanes(void) { return 0; }
#endif

#define TILE(ROWS)                                                                                                    \
  FUSED static void tile_##ROWS(long depth, const float *left, const float *right, float *product, long stride,       \
                                int accumulating) {                                                                   \
    lanes a[ROWS], b[ROWS];                                                                                           \
    _Pragma("clang loop unroll(full)") for (int row = 0; row < ROWS; row++) {                                         \
      a[row] = b[row] = (lanes){0};                                                                                   \
      __builtin_prefetch(product + row * stride, 1);                                                                  \
      __builtin_prefetch(product + row * stride + 15, 1);                                                             \
    }                                                                                                                 \
    for (long k = 0; k < depth; k++) {                                                                                \
      const lanes low = *(const unaligned_lanes *)right, high = *(const unaligned_lanes *)(right + 8);                \
      _Pragma("clang loop unroll(full)") for (int row = 0; row < ROWS; row++) {                                       \
        const float x = left[row];                                                                                    \
        a[row] += low * x;                                                                                            \
        b[row] += high * x;                                                                                           \
      }                                                                                                               \
      left += ROWS;                                                                                                   \
      right += LILT_TILE_COLUMNS;                                                                                     \
    }                                                                                                                 \
    _Pragma("clang loop unroll(full)") for (int row = 0; row < ROWS; row++) {                                         \
      unaligned_lanes *target = (unaligned_lanes *)(product + row * stride);                                          \
      if (accumulating) {                                                                                             \
        a[row] += target[0];                                                                                          \
        b[row] += target[1];                                                                                          \
      }                                                                                                               \
      target[0] = a[row];                                                                                             \
      target[1] = b[row];                                                                                             \
    }                                                                                                                 \
  }

TILE(1)
TILE(2)
TILE(3)
TILE(4)
TILE(5)
TILE(6)

void lilt_tile(long rows, long depth, const float *left, const float *right, float *product, long stride,
               int accumulating) {
  switch (rows) {
  case 1: return tile_1(depth, left, right, product, stride, accumulating);
  case 2: return tile_2(depth, left, right, product, stride, accumulating);
  case 3: return tile_3(depth, left, right, product, stride, accumulating);
  case 4: return tile_4(depth, left, right, product, stride, accumulating);
  case 5: return tile_5(depth, left, right, product, stride, accumulating);
  case 6: return tile_6(depth, left, right, product, stride, accumulating);
  }
}
