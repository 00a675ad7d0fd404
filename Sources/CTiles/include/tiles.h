#ifndef LILT_TILES_H
#define LILT_TILES_H

/// Columns of a tile, and of the panels the right matrix is packed in.
#define LILT_TILE_COLUMNS 16
/// Rows of a tile at most, and of the panels the left matrix is packed in.
#define LILT_TILE_ROWS 6

/// Whether this processor can run lilt_tile.
int lilt_can_tile(void);

/// Whether this processor has 16 lanes, which lilt_tile does not use.
int lilt_has_wider_lanes(void);

/// product (rows, 16) = left (rows, depth) * right (depth, 16), or added to what product holds.
///
/// left:    depth runs of `rows` numbers: the matrix by columns.
/// right:   depth runs of 16 numbers: the matrix by rows.
/// stride:  numbers from one row of product to the next.
/// rows:    1 to LILT_TILE_ROWS.
///
/// Each sum is taken in the order of depth, with fused multiplication and addition, whatever the number of rows.
void lilt_tile(long rows, long depth, const float *left, const float *right, float *product, long stride,
               int accumulating);

/// Columns of a panel.
#define LILT_PANEL_COLUMNS 64
/// Rows multiplied at once at most.
#define LILT_PANEL_ROWS 6

/// product (rows, 64) = left (rows, depth) * right (depth, 64), or added to what product holds.
///
/// left:    rows of numbers, left_stride from one to the next.
/// right:   depth runs of 64 numbers: the panel by rows. Of f32, or with `halves` of bf16, in words: a run is four groups of
///          16 columns, a group 8 words, word j column j in its lower and column j + 8 in its upper half.
/// rows:    1 to LILT_PANEL_ROWS.
///
/// Each sum is taken in the order of depth, with fused multiplication and addition where the processor has it, and then
/// added to what product holds: the same bits as lilt_tile, whatever the number of rows.
void lilt_panel(long rows, long depth, const float *left, long left_stride, const void *right, int halves,
                float *product, long product_stride, int accumulating);

#endif
