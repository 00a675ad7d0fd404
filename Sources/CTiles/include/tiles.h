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

#endif
