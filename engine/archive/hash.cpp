#include "engine/archive/hash.h"

#include "engine/base/contract.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

namespace mergerisk::archive {

namespace {

class Sha256 {
  public:
    Sha256() {
        ENSURES(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
    }

    void add(std::span<std::byte const> bytes) {
        ENSURES(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
    }

    [[nodiscard]] std::string finish() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        ENSURES(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            text += kDigits[digest[i] >> 4U];
            text += kDigits[digest[i] & 15U];
        }
        return text;
    }

  private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_{EVP_MD_CTX_new()};
};

}  // namespace

std::string sha256(std::span<std::byte const> bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

std::string sha256(std::string_view text) {
    return sha256(std::as_bytes(std::span{text.data(), text.size()}));
}

std::variant<std::string, base::Problem> sha256_of_file(std::filesystem::path const& path) {
    constexpr std::size_t kBufferSize = std::size_t{1} << 16U;
    std::ifstream file{path, std::ios::binary};
    std::vector<char> buffer(kBufferSize);
    Sha256 hash;
    while (file) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        hash.add(std::as_bytes(std::span{buffer.data(), static_cast<std::size_t>(file.gcount())}));
    }
    if (!file.is_open() || file.bad() || !file.eof()) {
        return base::Problem{{}, "cannot read " + path.string(), {}, {}};
    }
    return hash.finish();
}

}  // namespace mergerisk::archive
