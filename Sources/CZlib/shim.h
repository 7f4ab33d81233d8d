#ifndef MAILLAGE_CZLIB_SHIM_H
#define MAILLAGE_CZLIB_SHIM_H

#include <zlib.h>

#if ZLIB_VERNUM < 0x12b0
#error "Maillage needs zlib 1.2.11 or later (Debian and Ubuntu: it comes with libproj-dev)"
#endif

#endif
