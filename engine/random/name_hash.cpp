#include "engine/random/name_hash.h"

#include "engine/random/mix.h"

namespace mergerisk::random {

std::uint64_t name_hash(std::string_view address) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const byte : address) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x00000100000001b3U;
    // FNV leaves the last byte in the lower bits only; names often differ there ("phase_1", "phase_2").
    return mix(hash);
}

}  // namespace mergerisk::random
