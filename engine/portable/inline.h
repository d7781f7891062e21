#pragma once
// How functions are written that are compiled once for each instruction set.

#ifdef __FAST_MATH__
#error "mergerisk gives the same bits everywhere; -ffast-math would change them"
#endif

/// For functions that the simulation kernel uses in objects built for one instruction set. An ordinary inline
/// function that is not inlined leaves a weak symbol, and the linker may then pick the copy with wide
/// instructions for a machine that has none.
#define MERGERISK_ALWAYS_INLINE [[gnu::always_inline]] inline
